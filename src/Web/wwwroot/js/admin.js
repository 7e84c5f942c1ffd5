// The workspace works without this file.
//
//   form[data-guard]          asks before a page with unsaved changes is left
//   form[method=post]         one submission at a time
//   [data-focus]              takes the focus when the page opens (error summary)
//   [data-copy="field id"]    copies the field and says so in [data-copy-status]
//   [data-print]              prints the page
//   [data-opens="dialog id"]  opens a <dialog>; without a script the link leads to a page of its own
//   [data-check-all="name"]   ticks or clears all boxes of that name in its form
(() => {
  'use strict';

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  const content = form => JSON.stringify(Array.from(new FormData(form)).filter(([, value]) => typeof value === 'string'));
  const guarded = new Map();
  let leaving = false;

  // A form that came back with errors holds what nobody has stored yet.
  all('form[data-guard]').forEach(form => guarded.set(form, document.querySelector('.error-summary') ? '' : content(form)));
  addEventListener('beforeunload', event => {
    if (!leaving && [...guarded].some(([form, stored]) => form.isConnected && content(form) !== stored)) event.preventDefault();
  });

  // Downloads and refused submissions leave the page as it is: the form wakes up again.
  const calm = form => {
    delete form.dataset.busy;
    leaving = false;
  };
  document.addEventListener('submit', event => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.busy) {
      event.preventDefault();
      return;
    }
    form.dataset.busy = 'yes';
    leaving = true;
    setTimeout(() => calm(form), 15000);
  });
  addEventListener('pageshow', event => {
    if (event.persisted) all('form[data-busy]').forEach(calm);
  });

  document.addEventListener('click', event => {
    const opener = event.target.closest('[data-opens]');
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    const closer = event.target.closest('dialog [data-closes]');
    if (closer) {
      event.preventDefault();
      closer.closest('dialog').close();
    }
  });

  document.addEventListener('change', event => {
    const name = event.target.dataset.checkAll;
    if (name) all('input[type="checkbox"][name="' + name + '"]', event.target.form || document).forEach(box => { box.checked = event.target.checked; });
  });
  all('[data-check-all]').forEach(box => { box.closest('[hidden]')?.removeAttribute('hidden'); });

  all('[data-copy]').forEach(button => {
    const field = document.getElementById(button.dataset.copy);
    const place = document.querySelector('[data-copy-status]');
    if (!field || !navigator.clipboard) return;
    button.addEventListener('click', () => navigator.clipboard.writeText(field.value).then(
      () => { if (place) place.textContent = 'Copied.'; },
      () => { field.focus(); field.select(); }));
    button.hidden = false;
  });

  all('[data-print]').forEach(button => {
    button.addEventListener('click', () => print());
    button.hidden = false;
  });

  const focus = document.querySelector('[data-focus]');
  if (focus) focus.focus();
})();
