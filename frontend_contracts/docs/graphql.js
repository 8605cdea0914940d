// The GraphQL page: GraphiQL with a tab for each step; variables and headers are filled in from earlier answers.
"use strict";

(() => {
  if (!window.GraphiQL) return; // the page says what is missing
  const { setup, fill, learn, addCredentials } = window.infiniDocs;
  const json = (value) => (Object.keys(value).length ? JSON.stringify(value, null, 2) : "");

  async function fetcher(params, options) {
    const headers = addCredentials(fill((options && options.headers) || {}), { tokens: false });
    const { query, operationName } = params;
    const request = { query, variables: fill(params.variables || {}) };
    // Just after a tab was changed, GraphiQL may still name the operation of the tab before.
    if (operationName && new RegExp(`\\b${operationName}\\b`).test(query)) request.operationName = operationName;
    const response = await fetch("/graphql/", {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(request),
    });
    const answer = await response.json();
    learn(answer);
    return answer;
  }

  const tabs = setup.tabs.map((tab) => ({ query: tab.query, variables: json(tab.variables), headers: json(tab.headers) }));
  const page = document.getElementById("page");
  page.replaceChildren();
  const { createElement } = window.React;
  // GraphiQL keeps tabs itself; only the very first time it takes the first tab's variables from elsewhere.
  const isFirstVisit = localStorage.getItem("graphiql:tabState") === null;
  const first = isFirstVisit && tabs.length ? { variables: tabs[0].variables, headers: tabs[0].headers } : {};
  window.ReactDOM.createRoot(page).render(
    createElement(window.GraphiQL, {
      fetcher,
      schema: setup.schema,
      defaultTabs: tabs,
      ...first,
      defaultEditorToolsVisibility: "variables",
      shouldPersistHeaders: true,
      forcedTheme: "light",
    }),
  );

  const again = document.createElement("button");
  again.textContent = "Examples anew";
  again.title = "Close all tabs and open the examples as they were";
  again.addEventListener("click", () => {
    Object.keys(localStorage).filter((name) => name.startsWith("graphiql:")).forEach((name) => localStorage.removeItem(name));
    location.reload();
  });
  document.querySelector(".bar").append(again);
})();
