# One image for web, worker, beat and migrations; what it is told by its environment decides. It holds no secret.
FROM python:3.11-slim-bookworm

RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
    fonts-dejavu-core fonts-wqy-microhei fonts-noto-color-emoji fonts-lohit-deva fonts-lohit-beng-bengali \
    fonts-lohit-guru fonts-lohit-gujr fonts-lohit-taml fonts-sil-abyssinica \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN pip install --no-cache-dir 'uv>=0.8' && uv sync --frozen --no-dev --no-cache --compile-bytecode
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=/tmp/cache

COPY manage.py ./
COPY pause_cms pause_cms
COPY practices practices
COPY women women
COPY sessions_log sessions_log
COPY reporting reporting
COPY templates templates
COPY static static
# a key for this one step only: nothing is signed by it, and it is not in the image's environment
RUN SECRET_KEY=only-to-collect-files DATABASE_URL=postgresql://nobody@nowhere/none python manage.py collectstatic --noinput && python -m compileall -q pause_cms practices women sessions_log reporting

RUN useradd --system --uid 10001 pause
USER pause
EXPOSE 8000
CMD ["gunicorn", "pause_cms.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm"]
