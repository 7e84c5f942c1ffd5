// Speaking instead of typing. A part of the page with data-speak belongs to the field that data-field names. It is shown only where the browser
// can record; nothing is ever sent by itself, and what was heard is added to what is typed.
//
//   data-address, data-purpose, data-question   where recordings go and what they are for
//   data-max-seconds, data-max-bytes            limits, which the server keeps as well
//   data-texts                                  what is said, by key; refusals and problems of the server by their own names
//   data-unused                                 recordings on the server whose words were not sent yet
(() => {
  'use strict';

  // In the order in which they are liked: phones and Safari have the second alone.
  const kinds = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm'];
  const bitsPerSecond = 48000;
  const slice = 250;
  const silent = 0.02;
  const firstPause = 500;
  const longestPause = 4000;

  const can = window.isSecureContext && navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.MediaRecorder && window.FormData;
  const still = window.matchMedia && matchMedia('(prefers-reduced-motion: reduce)').matches;

  const begin = root => {
    if (!can) {
      root.remove();
      return;
    }
    const find = name => root.querySelector('[data-speak-' + name + ']');
    const field = document.getElementById(root.dataset.field);
    const form = root.closest('form');
    const texts = JSON.parse(root.dataset.texts);
    const most = Number(root.dataset.maxSeconds);
    const buttons = ['record', 'stop', 'pause', 'resume', 'send', 'again', 'save', 'discard'];
    const [live, time, level, audio, progress, status, items] = ['live', 'time', 'level', 'audio', 'progress', 'status', 'items'].map(find);

    const fill = (key, ...values) => values.reduce((text, value, place) => text.replace('{' + place + '}', value), texts[key] || key);
    const say = (message, isError, isSeenElsewhere) => {
      status.classList.toggle('is-error', Boolean(isError));
      status.classList.toggle('visually-hidden', Boolean(isSeenElsewhere));
      if (status.textContent !== message) status.textContent = message;
    };
    const clock = seconds => Math.floor(seconds / 60) + ':' + String(Math.floor(seconds % 60)).padStart(2, '0');

    // What is shown in which state. The focus does not get lost with the button that had it.
    const shown = {
      idle: ['record'],
      asking: [],
      recording: ['stop', 'pause'],
      paused: ['stop', 'resume'],
      recorded: ['send', 'again', 'discard'],
      sending: [],
      unsent: ['send', 'again', 'save', 'discard'],
    };
    // Whether they know that their words are missing, which holds only for how things stood then.
    let told = false;
    const go = (state, focus) => {
      told = false;
      const had = root.contains(document.activeElement) ? document.activeElement : null;
      root.dataset.state = state;
      buttons.forEach(name => { find(name).hidden = !shown[state].includes(name); });
      live.hidden = state !== 'recording' && state !== 'paused';
      audio.hidden = state !== 'recorded' && state !== 'unsent';
      progress.hidden = state !== 'sending';
      if (state === 'recorded') find('send').textContent = texts.send;
      const next = shown[state].length ? find(focus || shown[state][0]) : root;
      if (focus || (had && had.hidden)) next.focus();
    };

    // Recording ------------------------------------------------------------------------------------------------------

    let stream, recorder, chunks, sound, ears, ticker;
    let spent, since, asked, arrives, loud, warned, ended;

    const seconds = () => (spent + (since ? performance.now() - since : 0)) / 1000;

    const release = () => {
      clearInterval(ticker);
      if (stream) stream.getTracks().forEach(track => track.stop());
      if (ears) ears.close().catch(() => {});
      stream = recorder = ears = null;
      since = 0;
    };

    const listen = () => {
      try {
        ears = new (window.AudioContext || window.webkitAudioContext)();
        const meter = ears.createAnalyser();
        meter.fftSize = 512;
        ears.createMediaStreamSource(stream).connect(meter);
        const wave = new Uint8Array(meter.fftSize);
        const context = ears;
        return () => {
          // Some browsers let nothing be heard yet: that says nothing of the microphone.
          if (context.state !== 'running') {
            loud = 1;
            context.resume().catch(() => {});
            return 0;
          }
          meter.getByteTimeDomainData(wave);
          return wave.reduce((top, value) => Math.max(top, Math.abs(value - 128) / 128), 0);
        };
      } catch {
        // Recording works without it.
        return () => 1;
      }
    };

    const watch = loudness => {
      let beat = 0;
      ticker = setInterval(() => {
        const passed = seconds();
        time.textContent = fill('time', clock(Math.min(passed, most)), clock(most));
        const heard = since ? loudness() : 0;
        loud = Math.max(loud, heard);
        // Where motion is unwelcome the level goes in calm steps.
        if (!still || beat++ % 10 === 0) level.value = Math.sqrt(heard);
        if (!arrives && recorder.state === 'recording' && performance.now() - asked > 4000) say(fill('quiet'));
        if (!since) return;
        if (passed > 4 && loud < silent) say(fill('quiet'));
        else if (status.textContent === fill('quiet')) say(fill('recording'));
        const left = Math.ceil(most - passed);
        const mark = [10, 30].find(limit => left <= limit && most > limit * 2);
        if (mark && mark !== warned) {
          warned = mark;
          say(fill('left', left));
        }
        if (passed >= most) {
          ended = true;
          stop();
        }
      }, 100);
    };

    const problemOf = error => ({ NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'noMicrophone', OverconstrainedError: 'noMicrophone', NotReadableError: 'busy', AbortError: 'busy' })[error.name] || 'broken';

    const record = async () => {
      forget();
      time.textContent = fill('time', clock(0), clock(most));
      go('asking');
      say(fill('asking'));
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, channelCount: 1 } });
        const kind = kinds.find(one => MediaRecorder.isTypeSupported(one));
        recorder = new MediaRecorder(stream, kind ? { mimeType: kind, audioBitsPerSecond: bitsPerSecond } : undefined);
      } catch (error) {
        release();
        go('idle', 'record');
        say(fill(problemOf(error)), true);
        return;
      }
      chunks = [];
      spent = 0;
      loud = 0;
      warned = 0;
      ended = false;
      arrives = false;
      const mine = recorder;
      mine.addEventListener('dataavailable', event => {
        if (!event.data.size) return;
        chunks.push(event.data);
        // Microphones take their time to wake up: what counts is when sound comes in.
        if (!arrives && mine.state === 'recording') since = performance.now();
        arrives = true;
      });
      mine.addEventListener('stop', () => finish(mine.mimeType));
      mine.addEventListener('error', () => stop());
      // The microphone was unplugged or taken away.
      stream.getTracks().forEach(track => track.addEventListener('ended', () => stop()));
      mine.start(slice);
      asked = performance.now();
      watch(listen());
      go('recording', 'stop');
      say(fill('recording'));
    };

    const stop = () => {
      if (!recorder || recorder.state === 'inactive') return;
      spent += since ? performance.now() - since : 0;
      since = 0;
      recorder.stop();
    };

    const pause = () => {
      if (!recorder || recorder.state !== 'recording') return;
      recorder.pause();
      spent += since ? performance.now() - since : 0;
      since = 0;
      go('paused', 'resume');
      say(fill('paused'));
    };

    const resume = () => {
      if (!recorder || recorder.state !== 'paused') return;
      recorder.resume();
      since = arrives ? performance.now() : 0;
      go('recording', 'pause');
      say(fill('recording'));
    };

    const finish = type => {
      release();
      const blob = new Blob(chunks, { type: (type || 'audio/webm').split(';')[0] });
      chunks = [];
      if (!blob.size) {
        go('idle', 'record');
        say(fill('Empty'), true);
        return;
      }
      keep(blob);
      go('recorded', 'send');
      say(fill(ended ? 'atEnd' : 'recorded'));
    };

    const keep = blob => {
      sound = { blob, id: newId() };
      audio.src = URL.createObjectURL(blob);
      const save = find('save');
      save.href = audio.src;
      save.download = 'recording.' + (blob.type === 'audio/mp4' ? 'm4a' : blob.type.split('/')[1] || 'webm');
    };

    const forget = () => {
      if (!sound) return;
      audio.pause();
      URL.revokeObjectURL(audio.src);
      audio.removeAttribute('src');
      find('save').removeAttribute('href');
      sound = null;
    };

    const newId = () => {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      bytes[6] = bytes[6] & 0x0f | 0x40;
      bytes[8] = bytes[8] & 0x3f | 0x80;
      return Array.from(bytes, (byte, place) => ([4, 6, 8, 10].includes(place) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
    };

    // Sending --------------------------------------------------------------------------------------------------------

    const token = () => form.querySelector('input[name="__RequestVerificationToken"]').value;

    const read = text => {
      try {
        return JSON.parse(text) || {};
      } catch {
        return {};
      }
    };

    const send = () => {
      if (sound.blob.size > Number(root.dataset.maxBytes)) {
        fail('TooLarge');
        return;
      }
      const data = new FormData();
      data.append('SubmissionId', sound.id);
      data.append('Purpose', root.dataset.purpose);
      if (root.dataset.question) data.append('QuestionId', root.dataset.question);
      data.append('Audio', sound.blob, 'recording');

      // fetch cannot tell how far an upload has come.
      const request = new XMLHttpRequest();
      request.open('POST', root.dataset.address);
      request.setRequestHeader('RequestVerificationToken', token());
      request.timeout = 120000;
      let quarter = -1;
      request.upload.addEventListener('progress', event => {
        if (!event.lengthComputable) return;
        const part = Math.round(100 * event.loaded / event.total);
        progress.value = part;
        // Every quarter is said, not every percent.
        if (Math.floor(part / 25) !== quarter) say(fill('uploading', part));
        quarter = Math.floor(part / 25);
      });
      const lost = () => fail(navigator.onLine === false ? 'offline' : 'uploadFailed');
      ['error', 'timeout', 'abort'].forEach(name => request.addEventListener(name, lost));
      request.addEventListener('load', () => {
        const reply = read(request.responseText);
        if (request.status === 200 && reply.id) {
          forget();
          go('idle');
          say('');
          add(reply, true);
        } else fail(request.status === 429 ? 'slow' : reply.problem in texts ? reply.problem : 'uploadFailed');
      });
      progress.value = 0;
      go('sending');
      say(fill('uploading', 0));
      request.send(data);
    };

    // The recording stays here, to be sent again or saved.
    const fail = key => {
      find('send').textContent = texts.sendAgain;
      go('unsent', 'send');
      say(fill(key), true);
    };

    // On the server --------------------------------------------------------------------------------------------------

    // Which recordings are in the text, also after the page was loaded again with a draft.
    const memory = 'spoken:' + root.dataset.address + ':' + (root.dataset.question || '');
    const used = (() => {
      try {
        return new Set(JSON.parse(sessionStorage.getItem(memory) || '[]'));
      } catch {
        return new Set();
      }
    })();

    const use = id => {
      used.add(id);
      try {
        sessionStorage.setItem(memory, JSON.stringify([...used]));
      } catch { /* full or forbidden: the words are in the text all the same */ }
      mark(id);
    };

    // Tells the server which recordings were used.
    const mark = id => {
      const input = document.createElement('input');
      input.type = 'hidden';
      input.name = 'Recordings';
      input.value = id;
      form.append(input);
    };

    const insert = words => {
      const before = field.value;
      field.value = before + (before && !/\s$/.test(before) ? (before.includes('\n') ? '\n' : ' ') : '') + words;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    };

    const call = (id, handler) => fetch(root.dataset.address + '/' + id + (handler ? '?handler=' + handler : ''), {
      method: handler ? 'POST' : 'GET',
      headers: handler ? { RequestVerificationToken: token() } : {},
      cache: 'no-store',
    });

    // An interview that was erased answers 410.
    const isGone = response => response.status === 404 || response.status === 410;

    let waiting = 0;

    const add = (recording, isNew) => {
      const item = find('item').content.firstElementChild.cloneNode(true);
      const part = name => item.querySelector('[data-item-' + name + ']');
      items.append(item);

      const tell = (message, isError) => {
        item.classList.toggle('is-error', Boolean(isError));
        part('status').textContent = message;
        say(message, isError, true);
      };
      const leave = message => {
        item.remove();
        say(message);
      };
      const put = () => {
        insert(recording.transcript);
        use(recording.id);
        leave(fill(recording.unsure ? 'unsure' : 'ready'));
      };

      const show = reply => {
        recording = reply;
        const [isReady, isFailed] = [reply.stage === 'Ready', reply.stage === 'Failed'];
        part('again').hidden = !isFailed || reply.problem === 'NothingHeard' || reply.problem === 'TooLong';
        part('drop').hidden = !(isReady || isFailed);
        part('insert').hidden = !isReady;
        part('words').hidden = !isReady;
        if (isReady && isNew) put();
        else if (isReady) {
          part('words').textContent = reply.transcript;
          tell(fill('earlier'));
        } else if (isFailed) tell(fill(reply.problem in texts ? reply.problem : 'ServiceAway'), true);
        else {
          tell(fill(reply.stage === 'Stored' ? 'stored' : 'transcribing'));
          look(firstPause);
        }
      };

      const look = pause => {
        waiting++;
        setTimeout(async () => {
          try {
            const response = await call(recording.id);
            if (isGone(response)) {
              tell(fill('gone'), true);
              return;
            }
            if (!response.ok) throw new Error(String(response.status));
            const reply = await response.json();
            if (reply.stage === recording.stage && (reply.stage === 'Stored' || reply.stage === 'Transcribing')) look(Math.min(pause * 1.3, longestPause));
            else show(reply);
          } catch {
            tell(fill('waiting'));
            look(longestPause);
          } finally {
            // Not before the words are in the text: whoever sends until then is told.
            waiting--;
          }
        }, pause);
      };

      const act = async (button, handler, done) => {
        if (button.getAttribute('aria-disabled')) return;
        button.setAttribute('aria-disabled', 'true');
        try {
          const response = await call(recording.id, handler);
          if (isGone(response)) leave(fill('gone'));
          else if (!response.ok) tell(fill(response.status === 429 ? 'slow' : 'ServiceAway'), true);
          else await done(response);
        } catch {
          tell(fill('waiting'), true);
        }
        button.removeAttribute('aria-disabled');
      };

      part('insert').addEventListener('click', put);
      part('again').addEventListener('click', async () => {
        // The words are to come once more.
        told = false;
        waiting++;
        await act(part('again'), 'again', async response => {
          isNew = true;
          item.focus();
          show(await response.json());
        });
        waiting--;
      });
      part('drop').addEventListener('click', () => act(part('drop'), 'drop', async () => {
        leave(fill('deleted'));
        find('record').focus();
      }));
      show(recording);
    };

    JSON.parse(root.dataset.unused).forEach(recording => {
      if (used.has(recording.id)) mark(recording.id);
      else if (recording.transcript && field.value.includes(recording.transcript)) use(recording.id);
      else add(recording, false);
    });

    // Leaving --------------------------------------------------------------------------------------------------------

    const isBusy = () => waiting > 0 || !['idle', undefined].includes(root.dataset.state);

    // Before anybody else hears of it: whoever sends the form is told once that their words are not in it.
    addEventListener('submit', event => {
      if (event.target !== form || told || !isBusy()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      told = true;
      say(fill('notYet'), true);
      root.scrollIntoView({ block: 'nearest' });
    }, true);

    addEventListener('beforeunload', event => {
      if (!told && (sound || recorder)) event.preventDefault();
    });
    addEventListener('pagehide', release);

    find('record').addEventListener('click', record);
    find('again').addEventListener('click', record);
    find('stop').addEventListener('click', stop);
    find('pause').addEventListener('click', pause);
    find('resume').addEventListener('click', resume);
    find('send').addEventListener('click', send);
    find('discard').addEventListener('click', () => {
      forget();
      go('idle', 'record');
      say(fill('deleted'));
    });
    go('idle');
    root.hidden = false;
  };

  document.querySelectorAll('[data-speak]').forEach(begin);
})();
