namespace SearchService.Corpus.Bibliography;

/// <summary>A fault in a bibliographic file, with its place.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in bytes of JSON, in characters of other formats.</param>
public sealed record RecordProblem(string Message, int? Line = null, int? Column = null);
