# One image for both services; the command says which: `cms serve`, `shop_api work`, …
# It writes nowhere but to /tmp, so its root can be read-only: images go to the object store, letters to a mail server.
FROM node:24-bookworm-slim AS pages
# What the interactive documentation shows GraphQL with; staff see it in production too.
WORKDIR /pages
COPY frontend_contracts/typescript/package.json frontend_contracts/typescript/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 INFINI_ENVIRONMENT=production
WORKDIR /srv/infini
COPY .ci/install .ci/install
COPY requirements.lock ./
RUN sh .ci/install runtime && useradd --system --create-home infini
COPY manage.py ./
COPY frontend_contracts frontend_contracts
COPY --from=pages /pages/node_modules/graphiql frontend_contracts/typescript/node_modules/graphiql
COPY --from=pages /pages/node_modules/react frontend_contracts/typescript/node_modules/react
COPY --from=pages /pages/node_modules/react-dom frontend_contracts/typescript/node_modules/react-dom
COPY cms cms
COPY shop_api shop_api
RUN INFINI_ENVIRONMENT=build python manage.py cms collectstatic --no-input
USER infini
ENTRYPOINT ["python", "manage.py"]
CMD ["cms", "serve", "--host", "0.0.0.0"]
