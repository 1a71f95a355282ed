#!/usr/bin/env bash
# fetch.sh DIR [SOURCE...]: unpacks the Korean files of the sources in sources.txt
# below DIR, one folder a source; with names of sources, of these only. It needs
# apt-get with Debian's sources, dpkg-deb, npm and git. GIT_BASE is where the git
# repositories are, if not on GitHub.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
base=${GIT_BASE:-https://github.com}
mkdir -p "$1"
cd "$1"
shift
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

# checkout REPOSITORY COMMIT PATTERNS: puts the matching files of the commit, and as
# little else as the server allows, below $work/git.
checkout() {
	git init -q "$work/git"
	git -C "$work/git" remote add origin "$base/$1"
	git -C "$work/git" fetch -q --depth 1 --filter=blob:none origin "$2"
	tr , '\n' <<<"$3" | git -C "$work/git" sparse-checkout set --no-cone --stdin
	git -C "$work/git" checkout -q FETCH_HEAD
}

while read -r registry package version licence; do
	if [[ $# -gt 0 && " $* " != *" $package "* ]]; then
		continue
	fi
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
	git)
		repository=${package%%:*}
		checkout "$repository" "$version" "${package#*:}"
		(cd "$work/git" && find . -name .git -prune -o -type f -print | tar cf "$work/tar" -T -)
		unpack '\.(md|mdx|ipynb|word)$' "git-${repository//\//-}"
		;;
	*)
		echo "fetch.sh: no registry is called $registry ($package, $licence)" >&2
		exit 1
		;;
	esac
	rm -rf "${work:?}"/*
done < <(grep -v '^#' "$here/sources.txt")
