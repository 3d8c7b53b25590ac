# The program alone on a slim Debian, run by a user without rights.
#
#   docker build -t bursar .
#   docker run -p 8080:8080 -v bursar-data:/var/lib/bursar bursar

FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package server --bin bursar \
    && strip --strip-debug -o /bursar target/release/bursar

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/bursar --create-home bursar
COPY --from=build /bursar /usr/local/bin/bursar

USER bursar
WORKDIR /var/lib/bursar
VOLUME /var/lib/bursar
# Inside a container, loopback is of use to nobody. Publish the port on the
# host's loopback address unless others shall reach it.
ENV BURSAR_LISTEN=0.0.0.0:8080 \
    BURSAR_DATA_DIR=/var/lib/bursar
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD \
    bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080 && printf "GET /health/ready HTTP/1.0\r\n\r\n" >&3 && head -n 1 <&3 | grep -q " 200 "'

ENTRYPOINT ["bursar"]
CMD ["serve"]
