namespace SearchService.Corpus.Documents;

/// <summary>A page of the file.</summary>
/// <param name="Ordinal">1-based place in the file; never cited.</param>
/// <param name="Label">What is printed on the page or follows from printed neighbours ("xiii", "112"); null when unknown.</param>
public sealed record PageLabel(int Ordinal, string? Label, LocatorMethod Method);
