namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>BibTeX counts braces whether or not a backslash stands before them.</summary>
internal static class Braces
{
    /// <summary>What a sign does to the depth: 1 for an opening brace, -1 for a closing one, else 0.</summary>
    public static int Step(char c) =>
        c == '{' ? 1
        : c == '}' ? -1
        : 0;
}
