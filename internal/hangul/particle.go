package hangul

// A Particle is a pair of forms, one for stems with a final consonant and one
// for stems without.
type Particle struct {
	AfterConsonant string // 을, 이, 은, 과, 으로
	AfterVowel     string // 를, 가, 는, 와, 로
	RieulAsVowel   bool   // 으로/로 and its kin: 모델로, 서울로부터
}

// Form returns the form that follows a stem with this ending. For [Unknown] it
// returns "": a Latin word or a number is read in more ways than one.
func (p Particle) Form(stem Final) string {
	switch stem {
	case Vowel:
		return p.AfterVowel
	case Rieul:
		if p.RieulAsVowel {
			return p.AfterVowel
		}
		return p.AfterConsonant
	case Consonant:
		return p.AfterConsonant
	}
	return ""
}

// Particles returns the particles whose form depends on the final consonant of
// the word before them, those with longer forms first, so that the first one
// that a text begins with is the right one.
func Particles() []Particle { return particles }

var particles = []Particle{
	{"으로부터의", "로부터의", true},
	{"으로부터", "로부터", true},
	{"으로서의", "로서의", true},
	{"으로서는", "로서는", true},
	{"으로써", "로써", true},
	{"으로서", "로서", true},
	{"으로의", "로의", true},
	{"으로는", "로는", true},
	{"으로도", "로도", true},
	{"으로만", "로만", true},
	{"이라는", "라는", false},
	{"이라고", "라고", false},
	{"이라도", "라도", false},
	{"이라면", "라면", false},
	{"이나마", "나마", false},
	{"과의", "와의", false},
	{"과는", "와는", false},
	{"과도", "와도", false},
	{"으로", "로", true},
	{"이나", "나", false},
	{"이랑", "랑", false},
	{"이며", "며", false},
	{"을", "를", false},
	{"은", "는", false},
	{"이", "가", false},
	{"과", "와", false},
	{"아", "야", false},
}
