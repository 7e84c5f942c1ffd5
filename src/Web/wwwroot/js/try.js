// Try it works without this file: htmx exchanges the panel instead of loading the page anew, and these are the cases that it leaves open.
(() => {
  'use strict';

  document.addEventListener('htmx:beforeSwap', event => {
    const { xhr, target } = event.detail;
    if (target?.id !== 'trial' || xhr.status === 401) return;
    // Another page than the one that was asked for.
    if (!xhr.responseText.includes('id="trial"')) {
      event.detail.shouldSwap = false;
      location.reload();
      return;
    }
    // A form that was refused comes back with what is wrong with it.
    if (xhr.status === 400) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // What is chosen while the panel is on its way would go with the panel that it was chosen in: it is chosen again in the one that comes.
  const chosen = new Map();
  document.addEventListener('change', event => {
    if (event.target.matches('#trial select')) chosen.set(event.target.id, event.target.value);
  }, true);
  document.addEventListener('htmx:beforeSend', event => {
    if (event.detail.target.id === 'trial') chosen.clear();
  });
  document.addEventListener('htmx:afterSettle', event => {
    if (event.detail.target?.id !== 'trial') return;
    const late = [];
    for (const [id, value] of chosen) {
      const select = document.getElementById(id);
      if (!select || select.value === value || ![...select.options].some(option => option.value === value)) continue;
      select.value = value;
      late.push(select);
    }
    for (const select of late) select.dispatchEvent(new Event('change', { bubbles: true }));
  });

  document.addEventListener('htmx:afterSwap', event => {
    if (event.detail.target?.id !== 'trial') return;
    const wrong = document.querySelector('#trial [aria-invalid="true"]');
    if (wrong) wrong.focus();
    // What was pressed may be gone, or asleep: its part of the panel is where to go on.
    else if (document.activeElement === document.body) (document.querySelector('#trial-fact[open] #Slot') ?? document.getElementById('Answer'))?.focus();
  });
})();
