// Package rules is the catalogue: one rule a file, each a documented value. It
// knows what is wrong with digests; it must not know how rules are run or how
// findings are printed.
package rules

import "github.com/sumtool/sumtool/lint"

// All returns every built-in rule, sorted by category and id.
func All() []*lint.Rule {
	return []*lint.Rule{
		ArxivMismatch,
		AuthorsDuplicate,
		AuthorsRepr,
		AuthorsStray,
		BrokenMedia,
		DateMismatch,
		DuplicateHeading,
		DuplicatePaper,
		FewBullets,
		HeadingLink,
		HTMLTag,
		LabelEmphasis,
		MissingField,
		MissingSection,
		SectionLabel,
		StrayBlock,
		VotePlaceholder,
		Whitespace,

		DoubledMath,
		DuplicateBullet,
		EscapedUnicode,
		FirstPerson,
		FootnoteResidue,
		GarbledHangul,
		GenericSummary,
		InconsistentTerm,
		InvisibleChar,
		LeakedInstruction,
		Magnitude,
		MissingSpace,
		Mojibake,
		NonNFC,
		ParticleAgreement,
		ParticleSpace,
		RawLatex,
		RawRepr,
		Register,
		RepeatedNumber,
		RepeatedWord,
		ReplacementChar,
		Spacing,
		StrayJamo,
		SwallowedEscape,
		Terminology,
		Translationese,
		Truncated,
		Unbalanced,
		URLParticle,
		URLResidue,

		EmbeddedLanguage,
		WrongLanguage,

		EditionChatter,
		EditionLength,
		EditionName,
		EditionNumber,
		EditionStale,
		EditionStructure,
		EditionUntranslated,
		EditionURL,

		InternalError,
		InvalidUTF8,
		UnknownSuppression,
		UnusedSuppression,
	}
}
