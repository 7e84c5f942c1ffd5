// The respondent's pages work without this file. It adds comfort, and keeps out of the way where a browser lacks something.
//
//   form[data-guard]            one submission at a time; data-busy-text is announced in [data-form-status]
//   form[data-draft="key"]      the unsent answer survives a reload or a wrong turn, in this tab only (sessionStorage)
//   [data-counter="field id"]   how many characters are left; data-max, data-left-text, data-over-text ("{0}")
//   textarea[data-submit-keys]  Ctrl+Enter or Cmd+Enter presses the form's first submit button
//   [data-shortcut]             a hint that is shown once the shortcut works
//   [data-stars]                keys 1 to 5 choose a star while the group has the focus
//   [data-focus]                takes the focus when the page opens (error summary)
(() => {
  'use strict';

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const language = document.documentElement.lang || 'en';
  const text = (template, value) => (template || '').replace('{0}', new Intl.NumberFormat(language).format(value));

  // One submission at a time. The buttons stay focusable and keep their name and value, so the server still learns which
  // one was pressed. The server has its own guard; this one spares people the doubt.
  const calm = form => {
    delete form.dataset.busy;
    all('button[aria-disabled="true"]', form).forEach(button => button.removeAttribute('aria-disabled'));
    const status = form.querySelector('[data-form-status]');
    if (status) status.textContent = '';
  };

  all('form[data-guard]').forEach(form => {
    form.addEventListener('submit', event => {
      if (form.dataset.busy) {
        event.preventDefault();
        return;
      }
      form.dataset.busy = 'yes';
      all('button[type="submit"], button:not([type])', form).forEach(button => button.setAttribute('aria-disabled', 'true'));
      const status = form.querySelector('[data-form-status]');
      if (status) status.textContent = form.dataset.busyText || '';
      setTimeout(() => calm(form), 15000);
    });
  });

  // Coming back with the browser's Back button may show the page as it was left: awake again.
  addEventListener('pageshow', event => {
    if (event.persisted) all('form[data-guard]').forEach(calm);
  });

  // The unsent answer.
  const store = (() => {
    try {
      const probe = 'draft:probe';
      sessionStorage.setItem(probe, '1');
      sessionStorage.removeItem(probe);
      return sessionStorage;
    } catch {
      return null;
    }
  })();

  const draftFields = form => ({
    texts: all('textarea[name]', form),
    boxes: all('input[type="checkbox"][name]', form)
  });

  const draftKeys = all('form[data-draft]').map(form => 'draft:' + form.dataset.draft);
  if (store && !document.querySelector('.error-code')) {
    // What was sent and has been left behind is no longer needed; where an error page answers, it may be needed again.
    Object.keys(store)
      .filter(key => key.startsWith('draft:') && !draftKeys.includes(key))
      .forEach(key => {
        try {
          if (JSON.parse(store.getItem(key)).sent) store.removeItem(key);
        } catch {
          store.removeItem(key);
        }
      });
  }

  if (store) all('form[data-draft]').forEach(form => {
    const key = 'draft:' + form.dataset.draft;
    const { texts, boxes } = draftFields(form);

    const save = sent => {
      const draft = {
        sent: sent === true,
        texts: Object.fromEntries(texts.map(field => [field.name, field.value])),
        boxes: boxes.filter(box => box.checked).map(box => box.name + '=' + box.value)
      };
      const empty = draft.boxes.length === 0 && texts.every(field => field.value.trim() === '');
      try {
        if (empty) store.removeItem(key);
        else store.setItem(key, JSON.stringify(draft));
      } catch { /* full or forbidden: no draft, nothing else lost */ }
    };

    // What the server or the browser has already filled in wins.
    const untouched = boxes.every(box => !box.checked) && texts.every(field => field.value === '');
    if (untouched) {
      try {
        const draft = JSON.parse(store.getItem(key));
        if (draft) {
          texts.forEach(field => { field.value = draft.texts[field.name] || ''; });
          boxes.forEach(box => { box.checked = draft.boxes.includes(box.name + '=' + box.value); });
          const status = form.querySelector('[data-draft-status]');
          if (status) status.textContent = form.dataset.draftText || '';
        }
      } catch {
        store.removeItem(key);
      }
    }

    form.addEventListener('input', save);
    form.addEventListener('change', save);
    form.addEventListener('submit', () => save(true));
  });

  // Characters left. What is seen changes at once; what is spoken waits for a pause, and speaks only near the end.
  all('[data-counter]').forEach(counter => {
    const field = document.getElementById(counter.dataset.counter);
    const max = Number(counter.dataset.max);
    if (!field || !max) return;

    const start = counter.textContent;
    const seen = document.createElement('span');
    seen.setAttribute('aria-hidden', 'true');
    const spoken = document.createElement('span');
    spoken.className = 'visually-hidden';
    spoken.setAttribute('role', 'status');
    const fixed = document.createElement('span');
    fixed.className = 'visually-hidden';
    fixed.textContent = start;
    counter.replaceChildren(seen, fixed);
    counter.after(spoken);

    let timer;
    const update = () => {
      const left = max - field.value.length;
      const message = left < 0 ? text(counter.dataset.overText, -left) : text(counter.dataset.leftText, left);
      seen.textContent = field.value.length === 0 ? start : message;
      counter.classList.toggle('is-over', left < 0);
      clearTimeout(timer);
      timer = setTimeout(() => { spoken.textContent = left <= max / 10 ? message : ''; }, 1000);
    };
    field.addEventListener('input', update);
    addEventListener('pageshow', update);
    update();
  });

  // Ctrl+Enter or Cmd+Enter continues.
  all('textarea[data-submit-keys]').forEach(field => {
    const form = field.form;
    if (!form || !form.requestSubmit) return;
    field.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector('button[type="submit"], button:not([type])'));
    });
    all('[data-shortcut]', form).forEach(hint => { hint.hidden = false; });
  });

  // A digit chooses a star.
  all('[data-stars]').forEach(group => {
    group.addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-5]$/.test(event.key)) return;
      const star = group.querySelector('input[type="radio"][value="' + event.key + '"]');
      if (!star) return;
      event.preventDefault();
      star.checked = true;
      star.focus();
      star.dispatchEvent(new Event('change', { bubbles: true }));
    });
  });

  const focus = document.querySelector('[data-focus]');
  if (focus) focus.focus();
})();
