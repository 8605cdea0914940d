// The GraphQL page: GraphiQL with a tab for each step; variables and headers are filled in from earlier answers.
"use strict";

(() => {
  if (!window.GraphiQL) return; // the page says what is missing
  const { setup, fill, learn, addCredentials } = window.infiniDocs;
  const json = (value) => (Object.keys(value).length ? JSON.stringify(value, null, 2) : "");

  async function fetcher(params, options) {
    const headers = addCredentials(fill((options && options.headers) || {}), { tokens: false });
    const response = await fetch("/graphql/", {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ ...params, variables: fill(params.variables || {}) }),
    });
    const answer = await response.json();
    learn(answer);
    return answer;
  }

  const tabs = setup.tabs.map((tab) => ({ query: tab.query, variables: json(tab.variables), headers: json(tab.headers) }));
  const page = document.getElementById("page");
  page.replaceChildren();
  const { createElement } = window.React;
  window.ReactDOM.createRoot(page).render(
    createElement(window.GraphiQL, {
      fetcher,
      schema: setup.schema,
      defaultTabs: tabs,
      defaultEditorToolsVisibility: "variables",
      shouldPersistHeaders: true,
      forcedTheme: "light",
    }),
  );
})();
