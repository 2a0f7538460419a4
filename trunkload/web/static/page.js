(() => {
  const drop = document.querySelector(".drop");
  if (drop) {
    const form = drop.closest("form"), input = drop.querySelector("input[type=file]"), bar = form.querySelector("progress");
    const said = form.querySelector(".wrong"), most = Number(form.dataset.most);
    const over = isOver => event => { event.preventDefault(); drop.classList.toggle("over", isOver); };
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, over(true));
    for (const name of ["dragleave", "dragend"]) drop.addEventListener(name, over(false));
    drop.addEventListener("drop", event => {
      over(false)(event);
      if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; input.dispatchEvent(new Event("change")); }
    });
    const look = () => {
      const file = input.files[0];
      said.hidden = !file || file.size <= most;
      return said.hidden;
    };
    input.addEventListener("change", look);
    form.addEventListener("htmx:configRequest", event => { if (!look()) event.preventDefault(); });
    form.addEventListener("htmx:xhr:progress", event => {
      if (!event.detail.lengthComputable) return;
      bar.hidden = false;
      bar.value = event.detail.loaded / event.detail.total;
    });
    form.addEventListener("htmx:afterRequest", () => { bar.hidden = true; });
  }
  document.addEventListener("click", event => {
    const button = event.target.closest("button[data-into]");
    if (!button) return;
    const input = document.getElementById(button.dataset.into);
    event.preventDefault();
    input.value = button.value.slice(button.value.indexOf("=") + 1);
    input.focus();
  });
  document.addEventListener("submit", event => {
    if (event.defaultPrevented || !event.submitter || event.target.hasAttribute("hx-post")) return;
    if (event.submitter.hasAttribute("aria-busy")) { event.preventDefault(); return; }
    event.submitter.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => document.querySelectorAll("[aria-busy]").forEach(one => one.removeAttribute("aria-busy")));
  const isInUse = part => part.contains(document.activeElement) || part.querySelector("input:checked, details[open]");
  const waiting = new Map();
  document.addEventListener("htmx:sseBeforeMessage", event => {
    if (!isInUse(event.target)) { waiting.delete(event.target); return; }
    event.preventDefault();
    waiting.set(event.target, event.detail.data);
  });
  const catchUp = () => {
    for (const [part, content] of waiting) {
      if (isInUse(part)) continue;
      waiting.delete(part);
      htmx.swap(part, content, {swapStyle: "innerHTML"});
    }
  };
  for (const name of ["focusout", "change", "toggle"]) document.addEventListener(name, () => setTimeout(catchUp), true);
  document.addEventListener("htmx:sseMessage", event => {
    if (event.detail.type === "ended") location.assign(event.detail.data);
  });
})();
