namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>An entry as it is written.</summary>
/// <param name="Type">In lower case: "article".</param>
/// <param name="Offset">Where its '@' stands.</param>
/// <param name="Fields">By name in lower case; values are LaTeX, strings put in and put together.</param>
internal sealed record BibTexEntry(string Type, string Key, int Offset, Dictionary<string, BibTexField> Fields);

/// <summary>A field's value.</summary>
/// <param name="Offset">Where its name stands.</param>
internal sealed record BibTexField(string Value, int Offset);
