using System.Text;

namespace SearchService.Corpus.Citations;

/// <summary>Words as a quotation that runs in a sentence: in double quotation marks, those within turned into single ones (APA 7, 8.26–8.33).</summary>
public static class Quotations
{
    public static string Quote(string words)
    {
        var quoted = new StringBuilder(words.Length + 2).Append('“');
        var opens = true;
        foreach (var c in words)
        {
            quoted.Append(
                c switch
                {
                    '“' or '„' or '«' => '‘',
                    '”' or '»' => '’',
                    '"' => opens ? '‘' : '’',
                    _ => c,
                }
            );

            // A straight mark opens behind a space or a bracket, and closes elsewhere.
            opens = char.IsWhiteSpace(c) || c is '(' or '[' or '—' or '–' or '-' || (opens && c is '“' or '‘' or '\'');
        }

        return quoted.Append('”').ToString();
    }
}
