#!/usr/bin/env bash
# fetch.sh DIR: unpacks the Korean files of the packages in sources.txt below DIR,
# one folder a package. It needs apt-get with Debian's sources, and npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
while read -r registry package version licence; do
	case $registry in
	debian)
		(cd "$work" && apt-get download -q "$package=$version")
		mkdir -p "$package"
		dpkg-deb --fsys-tarfile "$work/${package}"_*.deb |
			tar x -C "$package" --wildcards --no-anchored '*ko*' '*tutor*' || true
		;;
	npm)
		name=npm-${package##*/}
		mkdir -p "$name"
		(cd "$work" && npm pack --silent "$package@$version" >/dev/null)
		tar xzf "$work"/*.tgz -C "$name" --wildcards 'package/translations/*' 'package/msg/ko*' || true
		;;
	esac
	rm -f "$work"/*
done < <(grep -v '^#' "$here/sources.txt")
