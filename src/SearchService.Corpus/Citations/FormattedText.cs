namespace SearchService.Corpus.Citations;

/// <summary>A run of words in one face.</summary>
public readonly record struct TextRun(string Text, bool Italic);

/// <summary>Words with italics, to be shown as plain text, HTML or Markdown.</summary>
public sealed record FormattedText(IReadOnlyList<TextRun> Runs);
