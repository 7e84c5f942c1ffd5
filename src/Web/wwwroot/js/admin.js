// The workspace works without this file.
//
//   form[method=post]         one submission at a time
//   [data-focus]              takes the focus when the page opens (error summary)
//   [data-copy="field id"]    copies the field and says so in [data-copy-status]
//   [data-print]              prints the page
//
// It also says so when somebody was signed out while htmx works in the page.
(() => {
  'use strict';

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  // Downloads and refused submissions leave the page as it is: the form wakes up again.
  const calm = form => {
    delete form.dataset.busy;
  };
  document.addEventListener('submit', event => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.busy) {
      event.preventDefault();
      return;
    }
    form.dataset.busy = 'yes';
    setTimeout(() => calm(form), 15000);
  });
  addEventListener('pageshow', event => {
    if (event.persisted) all('form[data-busy]').forEach(calm);
  });

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

  // htmx puts no answer of an error into the page: what was typed stays, and this says why nothing happened.
  const signedOut = 'You were signed out. Sign in in another tab, then try again.';
  document.addEventListener('htmx:beforeSwap', event => {
    const main = document.getElementById('main');
    const shown = document.querySelector('[data-signed-out]');
    if (event.detail.xhr.status !== 401) {
      if (shown) shown.remove();
      return;
    }
    event.detail.shouldSwap = false;
    if (shown || !main) return;
    const notice = document.createElement('div');
    notice.className = 'error-summary';
    notice.dataset.signedOut = '';
    notice.setAttribute('role', 'alert');
    const words = document.createElement('p');
    words.textContent = signedOut;
    notice.append(words);
    main.prepend(notice);
    notice.scrollIntoView({ block: 'nearest' });
  });

  const focus = document.querySelector('[data-focus]');
  if (focus) focus.focus();
})();
