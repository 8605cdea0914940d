/* The language tabs of a block. Choosing a language turns every block of the page to it, so that a translator reads
   on without a click for each section; a tab whose fields were refused says how many, and opens by itself. */
(() => {
  const BLOCK = '[data-three-languages]';

  const show = (block, language) => {
    block.querySelectorAll('[data-language]').forEach((tab) => {
      tab.setAttribute('aria-selected', String(tab.dataset.language === language));
    });
    block.querySelectorAll('[data-language-panel]').forEach((panel) => {
      panel.hidden = panel.dataset.languagePanel !== language;
    });
  };

  const markRefusals = (block) => {
    let first = null;
    block.querySelectorAll('[data-language]').forEach((tab) => {
      const panel = block.querySelector(`[data-language-panel="${tab.dataset.language}"]`);
      const count = panel.querySelectorAll('.w-field--error').length;
      const mark = tab.querySelector('[data-language-mark]');
      mark.hidden = count === 0;
      mark.textContent = count || '';
      if (count && !first) first = tab.dataset.language;
    });
    return first;
  };

  document.addEventListener('click', (event) => {
    const tab = event.target.closest('[data-language]');
    if (!tab || !tab.closest(BLOCK)) return;
    const before = tab.getBoundingClientRect().top;
    document.querySelectorAll(BLOCK).forEach((block) => show(block, tab.dataset.language));
    // The blocks above changed their height; keep the tab under the pointer.
    window.scrollBy(0, tab.getBoundingClientRect().top - before);
  });

  document.addEventListener('keydown', (event) => {
    const tab = event.target.closest?.('[data-language]');
    if (!tab || !['ArrowLeft', 'ArrowRight'].includes(event.key)) return;
    const tabs = [...tab.parentElement.querySelectorAll('[data-language]')];
    const step = event.key === 'ArrowRight' ? 1 : tabs.length - 1;
    const next = tabs[(tabs.indexOf(tab) + step) % tabs.length];
    next.focus();
    next.click();
  });

  // A search or an anchor may lead into a hidden panel.
  document.addEventListener('beforematch', (event) => {
    const panel = event.target.closest?.('[data-language-panel]');
    if (panel) show(panel.closest(BLOCK), panel.dataset.languagePanel);
  });

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll(BLOCK).forEach((block) => {
      const refused = markRefusals(block);
      if (refused) show(block, refused);
    });
  });
})();
