/* The edit page of a policy.

   The language tabs of a block: choosing a language turns every block of the page to it, so that a translator reads on
   without a click for each section; a tab whose fields were refused says how many, and opens by itself.
   The list of what stands in the way: each place leads to its field.
*/
(() => {
  const BLOCK = '[data-three-languages]';

  const show = (block, language) => {
    block.querySelectorAll('[data-language]').forEach((tab) => {
      tab.setAttribute('aria-pressed', String(tab.dataset.language === language));
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

  // Wagtail counts the refusals of a page tab before the blocks in it are drawn.
  const countAgain = () => {
    document.querySelectorAll('[data-controller~="w-count"][data-w-count-container-value^="#tab-"]').forEach((badge) => {
      const tab = document.querySelector(badge.dataset.wCountContainerValue);
      if (!tab) return;
      const found = tab.querySelectorAll(':not([hidden]):is(.error-message, .help-critical)').length;
      badge.setAttribute('data-w-count-total-value', String(found));
    });
  };

  const fieldAt = (pointer) => {
    const [name, place, field] = pointer.split('/').slice(1);
    if (place === undefined) {
      return document.querySelector(`[name="${name}"], [name="${name}-count"]`);
    }
    return document.querySelector(`[name="${name}-${place}-value-${field}"]`);
  };

  // Clauses and their lists are folded up at first. A panel holds the buttons of the panels in it, too.
  const unfold = (element) => {
    for (let panel = element.closest('[data-panel]'); panel; panel = panel.parentElement.closest('[data-panel]')) {
      const toggle = panel.querySelector('[data-panel-toggle]');
      const isOwn = toggle?.closest('[data-panel]') === panel;
      if (isOwn && toggle.getAttribute('aria-expanded') === 'false') toggle.click();
    }
  };

  const isInView = (element) => {
    const { top, bottom, height } = element.getBoundingClientRect();
    return height > 0 && top > 100 && bottom < window.innerHeight - 60;
  };

  // Panels and tabs open a moment later, and a tab scrolls to its own top: look again until the field stays in view.
  const bring = (element, triesLeft = 12) => {
    if (!isInView(element)) element.scrollIntoView({ block: 'center', behavior: 'instant' });
    if (triesLeft) setTimeout(() => bring(element, triesLeft - 1), 80);
  };

  const lead = (pointer) => {
    const field = fieldAt(pointer);
    if (!field) return;
    unfold(field);
    const tab = field.closest('.w-tabs__panel');
    if (tab?.hidden) document.querySelector(`a[href="#${tab.id}"].w-tabs__tab`)?.click();
    const panel = field.closest('[data-language-panel]');
    if (panel) show(panel.closest(BLOCK), panel.dataset.languagePanel);
    const shown = field.type === 'hidden' ? field.closest('[data-field], .w-panel') || field.parentElement : field;
    setTimeout(() => {
      bring(shown);
      (shown.querySelector?.('[contenteditable="true"]') || shown).focus?.({ preventScroll: true });
    }, 150);
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-policy-pointer]');
    // On the home page and in the history such a link leads to the edit page first.
    if (!link || !document.querySelector('[data-policy-readiness]')) return;
    event.preventDefault();
    lead(link.dataset.policyPointer);
  });

  // The dry run: the gate's answer about the draft as saved, asked anew.
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-policy-check]');
    if (!button) return;
    const state = button.parentElement.querySelector('[data-policy-check-state]');
    button.disabled = true;
    state.textContent = button.dataset.checking;
    try {
      const answer = await fetch(button.dataset.policyCheck, { headers: { Accept: 'text/html' } });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      document.querySelector('[data-policy-readiness]').innerHTML = await answer.text();
      state.textContent = `${button.dataset.checked} ${new Date().toLocaleTimeString()}`;
    } catch (failure) {
      state.textContent = `${button.dataset.failed} ${failure.message}`;
    } finally {
      button.disabled = false;
    }
  });

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll(BLOCK).forEach((block) => {
      const refused = markRefusals(block);
      if (refused) show(block, refused);
      if (block.querySelector('.w-field--error')) unfold(block);
    });
    document.querySelectorAll('.policy-note__place :is(input, select)').forEach((field) => {
      field.tabIndex = -1;
    });
    // What was refused is said above the tabs, whichever is open.
    const notice = document.querySelector('[data-policy-notice]');
    const tabs = notice?.closest('.w-tabs');
    if (tabs) {
      tabs.before(notice);
      // A tab of the page scrolls to its top when it opens: the notice must not be pushed out of sight.
      notice.scrollIntoView({ block: 'center', behavior: 'instant' });
    }
    const asked = decodeURIComponent(window.location.hash).match(/^#policy:(\/.*)$/);
    if (asked) setTimeout(() => lead(asked[1]), 300);
    // After Stimulus has connected, or it would count again.
    setTimeout(countAgain);
  });
})();
