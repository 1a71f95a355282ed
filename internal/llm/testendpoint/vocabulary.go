package testendpoint

// vocabulary are English words that mean no number and begin no sentence of
// chatter. Their mean length gives texts about twice as long as the Korean, as
// real translations are.
var vocabulary = [...]string{
	"ability", "account", "agent", "aligned", "approach", "artifact", "aspect", "atlas", "balance", "baseline",
	"batch", "behavior", "beyond", "broad", "builds", "careful", "carries", "chain", "change", "channel",
	"check", "choice", "clear", "cluster", "coarse", "common", "compact", "compared", "complete", "concept",
	"consistent", "context", "contrast", "control", "corpus", "course", "current", "dataset", "decision",
	"dense", "depth", "describes", "design", "detail", "device", "direct", "distinct", "domain", "draft",
	"dynamic", "effective", "efficient", "effort", "embedding", "encoder", "enables", "entire", "error",
	"estimate", "evaluation", "even", "evidence", "exact", "example", "existing", "expert", "explains",
	"extends", "external", "factor", "faster", "feature", "field", "final", "flexible", "flow", "focus",
	"frame", "framework", "fresh", "further", "general", "generates", "global", "graph", "guides", "handles",
	"hidden", "history", "human", "image", "improves", "includes", "initial", "input", "instance", "internal",
	"joint", "keeps", "kernel", "known", "label", "language", "large", "latent", "layer", "learned", "level",
	"library", "light", "limited", "linear", "local", "logic", "longer", "manner", "margin", "matching",
	"matrix", "measure", "memory", "merges", "method", "mixture", "modular", "module", "motion", "natural",
	"network", "neural", "notable", "object", "observed", "offers", "open", "operator", "optimal", "order",
	"orderly", "outcome", "output", "pairs", "parallel", "partial", "particular", "pattern", "planning",
	"policy", "precise", "prediction", "presents", "prior", "problem", "process", "produces", "progress",
	"prompt", "proposed", "provides", "quality", "query", "quick", "random", "range", "rather", "reached",
	"reader", "reasoning", "recent", "record", "reduces", "regular", "related", "relative", "reliable",
	"remains", "report", "representation", "requires", "research", "resolves", "response", "result", "retains",
	"reward", "robust", "routing", "rules", "sample", "scalable", "scene", "schema", "scoring", "search",
	"semantic", "sequence", "setting", "shared", "shows", "signal", "similar", "simple", "skill", "solution",
	"source", "spatial", "speech", "stable", "standard", "steady", "strategy", "stream", "strong", "structure",
	"studied", "style", "subject", "subtle", "suitable", "summary", "supports", "surface", "synthetic",
	"symmetric", "target", "task", "teacher", "temporal", "tends", "text", "theory", "tool", "topic", "training",
	"transfer", "trusted", "tuning", "typical", "uniform", "unseen", "update", "useful", "valid", "value",
	"varied", "vector", "verified", "version", "video", "view", "vision", "visual", "weight", "wider",
	"without", "work",
}
