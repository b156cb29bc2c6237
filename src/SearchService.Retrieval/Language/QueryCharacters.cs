namespace SearchService.Retrieval.Language;

/// <summary>The characters that mean something to the language.</summary>
internal static class QueryCharacters
{
    /// <summary>All the double and angled quotation marks: any opens, any closes.</summary>
    internal static bool IsQuote(char unit) =>
        unit is '"' or '“' or '”' or '„' or '‟' or '«' or '»' or '‹' or '›' or '″' or '＂' or '〝' or '〞';

    internal static bool IsSpace(char unit) => char.IsWhiteSpace(unit) || char.IsControl(unit);

    /// <summary>Whether a field's value can be written without quotation marks.</summary>
    internal static bool IsBareValue(string text)
    {
        if (text.Length == 0 || text[0] is '[' or '{' or '-' or '+')
        {
            return false;
        }

        foreach (var unit in text)
        {
            if (
                IsSpace(unit)
                || IsQuote(unit)
                || unit is '(' or ')' or '*' or '?' or '~' or '^' or ',' or ';' or '[' or ']'
            )
            {
                return false;
            }
        }

        return true;
    }
}
