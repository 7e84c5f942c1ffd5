// The respondent's pages work without this file. It adds comfort, and keeps out of the way where a browser lacks something.
//
//   form[data-guard]            one submission at a time; data-busy-text is announced in [data-form-status]. Without a connection nothing is
//                               sent and nothing leaves the page: the person is told, and presses the button again
//   form[data-draft="key"]      what was typed or picked and not yet stored survives a reload, the end of the browser and a lost connection
//                               (localStorage, 30 days). data-draft-text is said in [data-draft-status] when it is put back
//   [data-draft-end="prefix"]   nothing of these drafts can be sent any more: they are dropped
//   [data-erased="id"]          this interview was erased: whatever the browser stores under a name with its id goes, drafts and what speak.js
//                               remembers of recordings
//   [data-counter="field id"]   how many characters are left; data-max, data-left-text, data-over-text ("{0}")
//   textarea[data-submit-keys]  Ctrl+Enter or Cmd+Enter presses the form's first submit button
//   [data-shortcut]             a hint that is shown once the shortcut works
//   [data-stars]                keys 1 to 5 choose a star while the group has the focus
//   [data-copy="field id"]      copies the field; data-copied-text or data-failed-text is said in [data-copy-status]
//   [data-print]                prints the page
//   [data-focus]                takes the focus when the page opens (error summary)
//
// On this script's own element: data-stored, the SubmissionId of the form that the server has just stored; data-offline-text,
// data-online-text and data-held-text, what is said of the connection.
(() => {
  'use strict';

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const language = document.documentElement.lang || 'en';
  const text = (template, value) => (template || '').replace('{0}', new Intl.NumberFormat(language).format(value));

  const script = document.currentScript;
  const said = script ? script.dataset : {};

  // What the connection has to say stands where it can be seen; the status that only announces is shown for it.
  const status = form => form.querySelector('[data-draft-status]') || form.querySelector('[data-form-status]');
  const say = (form, message) => {
    const place = status(form);
    if (!place) return;
    place.classList.toggle('visually-hidden', !message && place.matches('[data-form-status]'));
    place.textContent = message || '';
    form.dataset.said = message ? 'yes' : '';
  };

  // A browser may think itself offline although this very host can be reached, as on a machine without a network: the host is asked.
  const offline = () => navigator.onLine === false;
  const reachable = () => fetch(script ? script.src : location.href, { method: 'HEAD', cache: 'no-store' }).then(() => true, () => false);

  // One submission at a time. The buttons stay focusable and keep their name and value, so the server still learns which
  // one was pressed. The server has its own guard; this one spares people the doubt.
  const calm = form => {
    delete form.dataset.busy;
    all('button[aria-disabled="true"]', form).forEach(button => button.removeAttribute('aria-disabled'));
    const place = form.querySelector('[data-form-status]');
    if (place && !form.dataset.said) place.textContent = '';
  };

  const hold = form => {
    form.dataset.busy = 'yes';
    all('button[type="submit"], button:not([type])', form).forEach(button => button.setAttribute('aria-disabled', 'true'));
  };

  all('form[data-guard]').forEach(form => {
    let reached = false;
    form.addEventListener('submit', event => {
      if (form.dataset.busy) {
        event.preventDefault();
        return;
      }
      if (offline() && !reached && form.requestSubmit) {
        event.preventDefault();
        hold(form);
        reachable().then(there => {
          calm(form);
          if (!there) {
            say(form, said.heldText);
            return;
          }
          reached = true;
          form.requestSubmit(event.submitter);
        });
        return;
      }
      reached = false;
      if (form.dataset.said) say(form, '');
      hold(form);
      const place = form.querySelector('[data-form-status]');
      if (place) place.textContent = form.dataset.busyText || '';
      setTimeout(() => calm(form), 15000);
    });
  });

  // Coming back with the browser's Back button may show the page as it was left: awake again.
  addEventListener('pageshow', event => {
    if (event.persisted) all('form[data-guard]').forEach(calm);
  });

  addEventListener('online', () => all('form[data-guard]').filter(form => form.dataset.said).forEach(form => say(form, said.onlineText)));

  // Drafts: { saved: when, base: what the server knew when it was begun, content: what is typed and picked, id: SubmissionId, sent: the
  // content that was sent with this id }. A draft is dropped when the server says that it has stored its id, never on a guess: a page that
  // opens after a lost reply proves nothing.
  const prefix = 'draft:';
  const lifetime = 30 * 24 * 60 * 60 * 1000;
  const store = (() => {
    try {
      const probe = prefix + 'probe';
      localStorage.setItem(probe, '1');
      localStorage.removeItem(probe);
      return localStorage;
    } catch {
      return null;
    }
  })();

  const readDraft = key => {
    try {
      const draft = JSON.parse(store.getItem(key));
      return draft && draft.content && Date.now() - draft.saved < lifetime ? draft : null;
    } catch {
      return null;
    }
  };

  if (store) {
    const ended = all('[data-draft-end]').map(element => prefix + element.dataset.draftEnd);
    Object.keys(store).filter(key => key.startsWith(prefix)).forEach(key => {
      const draft = readDraft(key);
      if (!draft || (said.stored && draft.id === said.stored) || ended.some(start => key.startsWith(start))) store.removeItem(key);
    });
  }

  const erased = all('[data-erased]').map(element => element.dataset.erased).filter(id => id);
  [() => localStorage, () => sessionStorage].forEach(open => {
    try {
      const kept = open();
      Object.keys(kept).filter(key => erased.some(id => key.includes(id))).forEach(key => kept.removeItem(key));
    } catch { /* forbidden: nothing is stored */ }
  });

  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    return Array.from(bytes, (byte, place) => ([4, 6, 8, 10].includes(place) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
  };

  if (store) all('form[data-draft]').forEach(form => {
    const key = prefix + form.dataset.draft;
    const texts = all('textarea[name]', form);
    const boxes = all('input[type="checkbox"][name], input[type="radio"][name]', form);
    const id = form.querySelector('input[name="SubmissionId"]');
    const name = box => box.name + '=' + box.value;
    const content = (value, checked) => JSON.stringify([texts.map(value), boxes.filter(checked).map(name).sort()]);
    const now = () => content(field => field.value, box => box.checked);
    const given = content(field => field.defaultValue, box => box.defaultChecked);
    const nothing = content(() => '', () => false);

    const draft = readDraft(key);
    // A form that comes back with errors holds what was sent, not what the server knows.
    const base = document.querySelector('.error-summary') ? (draft ? draft.base : null) : given;
    let sent = draft ? draft.sent : '';

    const save = () => {
      const content = now();
      // Other words are another submission: sent under the id of the first, they could be taken for its echo.
      if (sent && content !== sent) {
        sent = '';
        if (id) id.value = newId();
      }
      try {
        if (content === base) store.removeItem(key);
        else store.setItem(key, JSON.stringify({ saved: Date.now(), base, content, id: id ? id.value : '', sent }));
      } catch { /* full or forbidden: no draft, nothing else lost */ }
    };

    // What the browser has filled in wins, and so does what the server has come to know meanwhile.
    if (draft && now() === given && (given === nothing || draft.base === null || draft.base === given) && draft.content !== given) {
      try {
        const [values, checked] = JSON.parse(draft.content);
        texts.forEach((field, place) => { field.value = values[place] || ''; });
        boxes.forEach(box => { box.checked = checked.includes(name(box)); });
        const place = status(form);
        if (place) place.textContent = form.dataset.draftText || '';
      } catch {
        store.removeItem(key);
      }
    }
    if (draft && id && draft.id && now() === draft.content) id.value = draft.id;

    form.addEventListener('input', save);
    form.addEventListener('change', save);
    form.addEventListener('submit', event => {
      if (!event.defaultPrevented) sent = now();
      save();
    });

    const warn = () => say(form, said.offlineText);
    addEventListener('offline', warn);
    if (offline()) reachable().then(there => there || warn());
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

  // Copying. Where the browser refuses, the field is left selected, ready for the keys.
  all('[data-copy]').forEach(button => {
    const field = document.getElementById(button.dataset.copy);
    const place = document.querySelector('[data-copy-status]');
    if (!field) return;
    const tell = copied => {
      if (place) place.textContent = (copied ? button.dataset.copiedText : button.dataset.failedText) || '';
    };
    const byHand = () => {
      field.focus();
      field.select();
      tell(document.execCommand('copy'));
    };
    button.addEventListener('click', () => {
      if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(() => tell(true), byHand);
      else byHand();
    });
    field.addEventListener('focus', () => field.select());
    button.hidden = false;
  });

  all('[data-print]').forEach(button => {
    button.addEventListener('click', () => print());
    button.hidden = false;
  });

  const focus = document.querySelector('[data-focus]');
  if (focus) focus.focus();
})();
