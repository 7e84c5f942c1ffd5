// The reference of the API works without this file.
//
//   [data-copy-code="id"]  copies the text of an element and says so in [data-copy-said]
(() => {
  'use strict';

  if (!navigator.clipboard) return;
  const said = document.querySelector('[data-copy-said]');
  document.querySelectorAll('[data-copy-code]').forEach(button => {
    button.hidden = false;
    button.addEventListener('click', () => {
      const code = document.getElementById(button.dataset.copyCode);
      navigator.clipboard.writeText(code.textContent).then(
        () => { said.textContent = 'Copied.'; button.dataset.copied = 'yes'; },
        () => { said.textContent = 'Copying did not work. Select the text and copy it.'; });
    });
  });
})();
