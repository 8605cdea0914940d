# One image for both services; the command says which: `cms serve`, `shop_api work`, …
FROM python:3.11-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 INFINI_ENVIRONMENT=production
WORKDIR /srv/infini
COPY .ci/install .ci/install
COPY requirements.lock ./
RUN sh .ci/install runtime && useradd --system --create-home infini && mkdir -p /srv/media && chown infini /srv/media
COPY manage.py ./
COPY frontend_contracts frontend_contracts
COPY cms cms
COPY shop_api shop_api
RUN INFINI_ENVIRONMENT=build CONTENT_DATABASE_URL=postgresql://build@localhost/build \
    python manage.py cms collectstatic --no-input
USER infini
ENTRYPOINT ["python", "manage.py"]
CMD ["cms", "serve", "--host", "0.0.0.0"]
