// Comforts of the pages on which the brain is edited. Everything works without them.
(() => {
  "use strict";

  const longList = 12;

  // Leaving a form with something unsaved asks first, also by sending another one. Forms that were changed on the server say so themselves.
  const unsaved = new Set();
  const guarded = (element) => element.form ?? (element instanceof Element ? element.closest("form") : null);

  for (const event of ["input", "change"]) {
    document.addEventListener(event, ({ target }) => {
      const form = guarded(target);
      if (form && form.matches("[data-unsaved-guard]")) unsaved.add(form.id);
    });
  }
  document.addEventListener("submit", ({ target }) => {
    unsaved.delete(target.id);
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-discard]")) unsaved.clear();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size > 0) event.preventDefault();
  });

  // A link to a field opens what it is folded into.
  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
    target.scrollIntoView({ block: "center" });
    if (target.matches("input, textarea, select")) target.focus({ preventScroll: true });
  }

  // "All" ticks every row of the page.
  function tickAll(form) {
    const boxes = [...document.querySelectorAll(`input[name="ids"][form="${form.id}"]`)];
    if (boxes.length < 2) return;
    const label = document.createElement("label");
    label.className = "form-check mb-0";
    const all = document.createElement("input");
    all.type = "checkbox";
    all.className = "form-check-input";
    const text = document.createElement("span");
    text.className = "form-check-label";
    text.textContent = "All on this page";
    label.append(all, text);
    form.prepend(label);
    const show = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      all.checked = ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    };
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
    });
    for (const box of boxes) box.addEventListener("change", show);
    show();
  }

  // Long lists of boxes can be narrowed down.
  function narrow(list) {
    if (list.children.length <= longList || list.previousElementSibling?.matches("[data-narrow]")) return;
    const field = document.createElement("input");
    field.type = "search";
    field.className = "form-control w-auto mb-2";
    field.placeholder = list.dataset.filterList;
    field.setAttribute("aria-label", list.dataset.filterList);
    field.dataset.narrow = "";
    field.addEventListener("input", (event) => {
      event.stopPropagation();
      const word = field.value.trim().toLowerCase();
      for (const item of list.children) item.hidden = !item.textContent.toLowerCase().includes(word);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    list.before(field);
  }

  function enhance(root) {
    for (const form of root.querySelectorAll("form[data-bulk]")) tickAll(form);
    for (const list of root.querySelectorAll("[data-filter-list]")) narrow(list);
    for (const form of [root, ...root.querySelectorAll("form")]) {
      if (form instanceof Element && form.matches('form[data-unsaved="true"]')) unsaved.add(form.id);
    }
  }

  // What the server sends knows nothing of what was changed after it was asked, and would undo it: it is asked anew, with the change.
  const exchanged = "#condition-builder, #item-form";
  const asSent = new WeakSet();
  document.addEventListener("htmx:beforeSend", ({ detail }) => {
    asSent.add(detail.target);
  });
  document.addEventListener("input", ({ target }) => {
    for (let element = target; element; element = element.parentElement) asSent.delete(element);
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!detail.shouldSwap || !detail.target.matches(exchanged) || asSent.has(detail.target)) return;
    detail.shouldSwap = false;
    const { elt, triggeringEvent } = detail.requestConfig;
    setTimeout(() => htmx.trigger(elt, triggeringEvent.type));
  });

  document.addEventListener("htmx:afterSwap", ({ target }) => {
    enhance(target.parentElement ?? document);
  });
  window.addEventListener("hashchange", reveal);
  enhance(document);
  reveal();
})();
