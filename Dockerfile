# sumtool in a container: nothing but the program and the certificates that it
# needs to reach an endpoint. goreleaser builds it from the released programs:
#
#   docker run --rm -v "$PWD:/digests" ghcr.io/sumtool/sumtool lint
#
# What writes (lint --fix, translate) must run as the folder's owner:
#
#   docker run --rm -v "$PWD:/digests" --user "$(id -u):$(id -g)" ghcr.io/sumtool/sumtool lint --fix
#
# --changed and --staged need git, which is not in here.
FROM gcr.io/distroless/static-debian12:nonroot
ARG TARGETPLATFORM
COPY $TARGETPLATFORM/sumtool /usr/bin/sumtool
WORKDIR /digests
ENTRYPOINT ["/usr/bin/sumtool"]
CMD ["--help"]
