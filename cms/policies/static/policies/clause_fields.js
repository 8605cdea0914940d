/* The fields of a kind of data: of all that the shop keeps, those of the chosen kind are shown, and what is ticked. */
(() => {
  const KIND = 'select[name^="data_categories-"][name$="-value-id"]';

  const boxesOf = (select) => {
    const block = select.closest('[data-three-languages]');
    return block ? [...block.querySelectorAll('input[data-category]')] : [];
  };

  const show = (select) => {
    boxesOf(select).forEach((box) => {
      box.closest('label').parentElement.hidden = box.dataset.category !== select.value && !box.checked;
    });
  };

  const addButton = (select) => {
    const list = boxesOf(select)[0]?.closest('label').parentElement.parentElement;
    if (!list || list.previousElementSibling?.dataset.tickAll !== undefined) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-small button-secondary clause-fields__all';
    button.dataset.tickAll = '';
    button.textContent = 'Tick all of this kind';
    list.classList.add('clause-fields');
    list.before(button);
    button.addEventListener('click', () => {
      boxesOf(select).forEach((box) => {
        const isChosen = box.dataset.category === select.value;
        if (box.checked !== isChosen) box.click();
      });
      show(select);
    });
  };

  // A clause that no import proposed has no such story to tell.
  const hideOrigin = (root) => {
    root.querySelectorAll('[name$="-value-found_at"]').forEach((field) => {
      if (field.value) return;
      const block = field.closest('[data-three-languages]');
      ['state', 'found_at'].forEach((name) => {
        const part = block.querySelector(`[data-contentpath="${name}"]`);
        part.hidden = !part.querySelector('.w-field--error');
      });
    });
  };

  const prepare = (root) => {
    root.querySelectorAll(KIND).forEach((select) => {
      addButton(select);
      show(select);
    });
  };

  document.addEventListener('change', (event) => {
    if (event.target.matches?.(KIND)) show(event.target);
  });

  document.addEventListener('DOMContentLoaded', () => {
    prepare(document);
    hideOrigin(document);
    // A block that is added or copied is drawn later.
    const stream = document.querySelector('[name="data_categories-count"]')?.parentElement;
    if (stream) {
      new MutationObserver((changes) => {
        if (changes.some((change) => [...change.addedNodes].some((node) => node.querySelector?.(KIND)))) prepare(stream);
      }).observe(stream, { childList: true, subtree: true });
    }
  });
})();
