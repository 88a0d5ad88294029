# The production image: one process tree, no compiler, no package manager's cache, not root.
# Build: docker build -t conference .    Run: see compose.yaml

FROM node:20-bookworm-slim AS browser
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim-bookworm
# What WeasyPrint opens at run time; the fonts are the application's own.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fontconfig libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --no-create-home conference \
    && install -d -o conference -g conference /data

WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
COPY --from=packages /opt/venv /opt/venv
COPY . .
# Static files are built once, into the image; only the data folder is written to later.
# The build reads no setting and opens no database: its data folder is thrown away with the step.
RUN --mount=type=bind,from=browser,source=/build/node_modules,target=/app/node_modules \
    DATA_DIR=/tmp/build flask --app wsgi assets build \
    && if ls conference/translations/*/LC_MESSAGES/*.po >/dev/null 2>&1; then \
        pybabel compile -d conference/translations; fi \
    && python -m compileall -q conference config.py wsgi.py \
    && rm -rf /tmp/build

ENV APP_ENV=production \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=8000
USER conference
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM

# The Host header must be the site's own name: production answers to no other.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "tools/healthcheck.py"]

# Migrations first: with one machine that is safe, and with several the database lets only one of them run.
CMD ["sh", "-c", "flask --app wsgi db upgrade && exec flask --app wsgi serve"]
