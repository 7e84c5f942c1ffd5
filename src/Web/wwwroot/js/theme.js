// Blocking and tiny, so that no page of the workspace flashes in the other scheme: tells Tabler which scheme the system wants.
(() => {
  'use strict';

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const tell = () => document.documentElement.setAttribute('data-bs-theme', dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', tell);
  tell();
})();
