package report

import (
	"net/url"
	"path"
	"strings"
)

// fileURI makes a URI reference of a file's path as the user named it.
func fileURI(file string) string {
	u := url.URL{Path: cleanPath(file)}
	if isAbs(u.Path) {
		u.Scheme = "file"
		if drive(u.Path) {
			u.Path = "/" + u.Path
		}
	}
	return u.String()
}

// cleanPath drops a leading ./ and the like: CI systems match paths literally.
func cleanPath(file string) string { return path.Clean(strings.ReplaceAll(file, "\\", "/")) }

// isAbs knows the absolute paths of every system, wherever the report is made.
func isAbs(clean string) bool { return path.IsAbs(clean) || drive(clean) }

// drive reports whether a path begins with a drive of Windows (C:/).
func drive(clean string) bool {
	return len(clean) >= 3 && clean[1:3] == ":/" && (clean[0]|0x20) >= 'a' && (clean[0]|0x20) <= 'z'
}

// workspacePath is a path relative to the repository, as GitHub wants it.
func workspacePath(file string, o Options) string {
	file = cleanPath(file)
	if root := o.Env("GITHUB_WORKSPACE"); root != "" && isAbs(file) {
		file = strings.TrimPrefix(file, strings.TrimSuffix(cleanPath(root), "/")+"/")
	}
	return file
}
