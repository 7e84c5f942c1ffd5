// Shows how far long work is, without reloading. The page works without this file: it says the same when it is loaded again.
//
//   [data-progress="address"]  what the address answers with takes the place of what stands inside, until that holds [data-progress-end].
//                              With aria-live="polite" it is read out when its words change
//   [data-progress-manual]     a link that does the same by hand; hidden while this script does it, and back when it cannot any more
(() => {
  'use strict';

  const first = 1000;
  const longest = 30000;
  const growth = 1.4;

  document.querySelectorAll('[data-progress]').forEach(place => {
    const ended = () => place.querySelector('[data-progress-end]');
    const goes = isByItself => place.querySelectorAll('[data-progress-manual]').forEach(link => { link.hidden = isByItself; });
    let pause = first;

    const ask = async () => {
      try {
        const reply = await fetch(place.dataset.progress, { headers: { 'X-Fragment': 'true' }, cache: 'no-store', redirect: 'error' });
        // Gone, or not theirs any more: what stands there stays, and the page itself tells why.
        if ([403, 404, 410].includes(reply.status)) {
          goes(false);
          return;
        }
        if (reply.ok) {
          const next = document.createElement('template');
          next.innerHTML = await reply.text();
          // Read out only when it says something else.
          if (next.content.textContent.trim() !== place.textContent.trim()) {
            place.replaceChildren(next.content);
            pause = first;
          }
          goes(true);
        }
      } catch { /* without a connection for a while */ }
      wait();
    };

    const wait = () => {
      if (ended()) return;
      setTimeout(() => {
        if (document.hidden) document.addEventListener('visibilitychange', ask, { once: true });
        else ask();
      }, pause);
      pause = Math.min(pause * growth, longest);
    };

    goes(true);
    wait();
  });
})();
