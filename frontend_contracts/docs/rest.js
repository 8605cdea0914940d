// The REST page: Swagger UI over the contract, its examples filled in as the answers come.
"use strict";

(() => {
  if (!window.SwaggerUIBundle) return; // the page says what is missing
  const { setup, fill, learn, addCredentials } = window.infiniDocs;

  function prepare(request) {
    if (request.loadSpec) return request;
    request.url = fill(request.url.replace(/%7B%7B(\w+)%7D%7D/gi, "{{$1}}"));
    request.headers = addCredentials(fill(request.headers || {}), { tokens: true });
    if (typeof request.body === "string" && request.body.trim()) {
      let body;
      try {
        body = JSON.parse(request.body);
      } catch {
        return request; // the service says what is wrong with it
      }
      request.body = JSON.stringify(fill(body));
    }
    return request;
  }

  function read(response) {
    try {
      if (!response.url.endsWith("/docs/openapi.json")) learn(JSON.parse(response.text));
    } catch {
      // Not JSON, such as a picture: there is nothing to remember.
    }
    return response;
  }

  function showWalk(steps) {
    if (!steps.length) return;
    const walk = document.createElement("section");
    walk.className = "walk";
    walk.append("To place an order, open and execute one after another; each takes what the one before answered:");
    const list = walk.appendChild(document.createElement("ol"));
    for (const step of steps) {
      const link = list.appendChild(document.createElement("li")).appendChild(document.createElement("a"));
      link.href = `#/${step.tag}/${step.operation}`;
      link.textContent = step.operation;
      link.title = step.says;
      // Swagger UI opens an operation named in the address only when the page loads.
      link.addEventListener("click", () => setTimeout(() => location.reload()));
    }
    document.getElementById("memory").before(walk);
  }

  showWalk(setup.tabs.filter((tab) => tab.tag));
  window.SwaggerUIBundle({
    url: "/docs/openapi.json",
    dom_id: "#page",
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: "list",
    filter: true,
    showExtensions: true, // what a write asks consent for, and what it may refuse
    tryItOutEnabled: true,
    validatorUrl: null,
    presets: [window.SwaggerUIBundle.presets.apis],
    requestInterceptor: prepare,
    responseInterceptor: read,
  });
})();
