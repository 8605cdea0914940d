// The REST page: Swagger UI over the contract, its examples filled in as the answers come.
"use strict";

(() => {
  if (!window.SwaggerUIBundle) return; // the page says what is missing
  const { fill, learn, addCredentials } = window.infiniDocs;

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

  window.SwaggerUIBundle({
    url: "/docs/openapi.json",
    dom_id: "#page",
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: "list",
    filter: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    presets: [window.SwaggerUIBundle.presets.apis],
    requestInterceptor: prepare,
    responseInterceptor: read,
  });
})();
