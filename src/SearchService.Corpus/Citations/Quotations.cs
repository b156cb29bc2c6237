using System.Text;

namespace SearchService.Corpus.Citations;

/// <summary>Words as a quotation that runs in a sentence: in double quotation marks, those within turned into single ones (APA 7, 8.26–8.33).</summary>
public static class Quotations
{
    private const int BlockWords = 40;

    /// <summary>For the writer, where <see cref="IsBlock"/>.</summary>
    public const string BlockWarning =
        "40 words or more: APA sets them as an indented block, without quotation marks, the citation behind the last stop";

    /// <summary>Whether words are so many that they stand in a block of their own (APA 7, 8.27).</summary>
    public static bool IsBlock(string words) => Analysis.Words.Count(words) >= BlockWords;

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
