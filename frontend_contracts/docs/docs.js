// What both pages share: they remember what answers hold (a form's token, a cart's, a quote) and put it in where the
// next request says {{name}}. So a whole order can be placed by running one example after another.
"use strict";

window.infiniDocs = (() => {
  const setup = JSON.parse(document.getElementById("setup").textContent);
  const panel = document.getElementById("memory");
  const KEPT = "infini-docs-memory"; // until the tab is closed
  const memory = JSON.parse(sessionStorage.getItem(KEPT) || "{}");
  const PLACE = /\{\{(\w+)\}\}/g;

  const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const newKey = () => crypto.randomUUID();

  function valueOf(name) {
    if (name === "new_key") return newKey();
    if (!(name in memory)) {
      const text = `Nothing is remembered as {{${name}}} yet. Run the step that answers it first, or write a value.`;
      show(text);
      throw new Error(text);
    }
    return memory[name];
  }

  // The value with every {{name}} replaced; a text that is nothing but one place takes the value's own type.
  function fill(value) {
    if (typeof value === "string") {
      const whole = /^\{\{(\w+)\}\}$/.exec(value);
      if (whole) return valueOf(whole[1]);
      return value.replace(PLACE, (_, name) => String(valueOf(name)));
    }
    if (Array.isArray(value)) return value.map(fill);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner)]));
    }
    return value;
  }

  function learn(answer) {
    const learned = new Set();
    walk(answer, learned);
    if (learned.size) sessionStorage.setItem(KEPT, JSON.stringify(memory));
    show();
  }

  function walk(value, learned) {
    if (Array.isArray(value)) return value.forEach((inner) => walk(inner, learned));
    if (!value || typeof value !== "object") return;
    const members = Object.fromEntries(Object.entries(value).map(([name, inner]) => [snake(name), inner]));
    for (const rule of setup.remembered) {
      const taken = rule.take.split(".").reduce((inner, name) => inner?.[name], members);
      const isMeant = rule.has.every((name) => name in members);
      const isExcepted = Object.entries(rule.unless || {}).some(([name, other]) => members[name] === other);
      if (isMeant && !isExcepted && taken != null && !learned.has(rule.name)) {
        memory[rule.name] = taken;
        learned.add(rule.name);
      }
    }
    Object.values(value).forEach((inner) => walk(inner, learned));
  }

  function show(wrong) {
    panel.replaceChildren();
    if (wrong) {
      const said = document.createElement("p");
      said.className = "wrong";
      said.textContent = wrong;
      panel.append(said);
    }
    const names = Object.keys(memory);
    if (!names.length) return;
    panel.append("Remembered from answers: ");
    for (const name of names) {
      const one = document.createElement("code");
      const text = String(memory[name]);
      one.textContent = `${name} = ${text.length > 24 ? `${text.slice(0, 20)}…` : text}`;
      one.title = text;
      panel.append(one);
    }
    const forget = document.createElement("button");
    forget.textContent = "Forget all";
    forget.addEventListener("click", () => {
      names.forEach((name) => delete memory[name]);
      sessionStorage.removeItem(KEPT);
      show();
    });
    panel.append(forget);
  }

  // Headers as a frontend would send them: the tokens that are known, and the CSRF token of a cookie session.
  function addCredentials(headers, { tokens }) {
    const present = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
    if (tokens) {
      for (const [header, name] of Object.entries(setup.token_headers)) {
        if (name in memory && !present.has(header.toLowerCase())) headers[header] = memory[name];
      }
    }
    const csrf = setup.csrf_cookie && new RegExp(`(?:^|; )${setup.csrf_cookie}=([^;]+)`).exec(document.cookie);
    if (csrf && !present.has("x-csrftoken")) headers["X-CSRFToken"] = decodeURIComponent(csrf[1]);
    return headers;
  }

  show();
  return { setup, fill, learn, addCredentials };
})();
