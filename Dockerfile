# Kashshaf's command, page and API: `docker run kashshaf` serves, any other verb may be named instead.
# Every setting is an environment variable: `docker run --env KASHSHAF_LOG=json kashshaf`.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY mappings mappings
COPY indexer indexer
COPY docs docs
COPY search_ui search_ui
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.13-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index /wheels/*.whl \
 && useradd --system --create-home --home-dir /var/lib/kashshaf kashshaf
USER kashshaf
# The embedded engine's archive, ./kashshaf-archive, lies here.
WORKDIR /var/lib/kashshaf
VOLUME ["/var/lib/kashshaf"]
EXPOSE 8777
HEALTHCHECK --interval=10s --timeout=5s --start-period=15s CMD ["python", "-c", \
  "from urllib.request import urlopen; urlopen('http://127.0.0.1:8777/healthz', timeout=4)"]
ENTRYPOINT ["kashshaf"]
CMD ["serve", "--host", "0.0.0.0"]
