# Builds Headlight with the same code that sets up a checkout, and keeps only what runs.

FROM rust:1.95.0-slim-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends g++ python3 python3-pip \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
ENV XDG_CACHE_HOME=/cache
RUN LIBTORCH="$(cargo xtask libtorch)" \
 && export LIBTORCH \
 && cargo build --release --locked --package headlight \
 && mkdir -p /out/bin /out/lib \
 && cp target/release/headlight /out/bin/ \
 && cp -P "$LIBTORCH"/lib/*.so* /out/lib/

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends libstdc++6 wordnet-base \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --home-dir /var/lib/headlight headlight \
 && install -d -o headlight -g headlight /var/lib/headlight/models
# bin/headlight finds its libraries in ../lib.
COPY --from=build /out /opt/headlight
COPY models /opt/headlight/models
ENV PATH=/opt/headlight/bin:$PATH \
    HEADLIGHT_LISTEN=0.0.0.0:8080 \
    HEADLIGHT_MODELS=/var/lib/headlight/models,/opt/headlight/models \
    HEADLIGHT_DATA=/var/lib/headlight \
    OMP_WAIT_POLICY=passive
USER headlight
VOLUME /var/lib/headlight
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["headlight", "health"]
CMD ["headlight", "serve"]
