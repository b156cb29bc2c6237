namespace SearchService.Retrieval.Language;

/// <summary>Reads a query. Any text has a reading; what is wrong with it is said beside.</summary>
public static class QueryParser
{
    /// <summary>Never throws; time is linear in the text.</summary>
    public static QueryParse Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new QueryParse(text, null, "", []);
    }
}
