using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SearchService.Corpus.Citations;

/// <summary>A run of words in one face.</summary>
public readonly record struct TextRun(string Text, bool Italic);

/// <summary>Words with italics, to be shown as plain text, HTML or Markdown. Nothing in them is markup.</summary>
/// <param name="Runs">Neighbours differ in face; none is empty.</param>
public sealed record FormattedText(IReadOnlyList<TextRun> Runs)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static FormattedText Empty { get; } = new([]);

    public string Plain => string.Concat(Runs.Select(run => run.Text));

    /// <summary>Escaped text with <c>&lt;i&gt;</c> and nothing else.</summary>
    public string Html =>
        string.Concat(Runs.Select(run => run.Italic ? $"<i>{Encoder.Encode(run.Text)}</i>" : Encoder.Encode(run.Text)));

    /// <summary>CommonMark: italics in stars, addresses as autolinks, all other signs escaped.</summary>
    public string Markdown
    {
        get
        {
            var markdown = new StringBuilder();
            foreach (var run in Runs)
            {
                // Stars bind only to words: spaces at the edges of a run stand outside of them.
                var words = run.Text.Trim(' ');
                var lead = run.Text.Length - run.Text.TrimStart(' ').Length;
                var mark = run.Italic && words.Length > 0 ? "*" : "";
                markdown.Append(' ', words.Length > 0 ? lead : 0).Append(mark);
                AppendEscaped(markdown, words);
                markdown.Append(mark).Append(' ', run.Text.Length - words.Length - (words.Length > 0 ? lead : 0));
            }

            return markdown.ToString();
        }
    }

    public bool Equals(FormattedText? other) => other is not null && Runs.SequenceEqual(other.Runs);

    public override int GetHashCode() => Plain.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Plain;

    private static void AppendEscaped(StringBuilder markdown, string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (AddressAt(text, at) is > 0 and var length)
            {
                markdown.Append('<').Append(text, at, length).Append('>');
                at += length;
                continue;
            }

            var c = text[at++];
            var opensEntity = c == '&' && at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == '#');
            var opensBlock = markdown.Length == 0 && c is '#' or '+' or '-' or '=';
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '~' or '|' || opensEntity || opensBlock)
            {
                markdown.Append('\\');
            }

            markdown.Append(c);
        }
    }

    /// <summary>The length of the web address that begins here; 0 when none does.</summary>
    private static int AddressAt(string text, int at)
    {
        if (
            string.CompareOrdinal(text, at, "https://", 0, 8) != 0
            && string.CompareOrdinal(text, at, "http://", 0, 7) != 0
        )
        {
            return 0;
        }

        var end = at;
        while (end < text.Length && text[end] > ' ' && text[end] is not ('<' or '>' or '\\' or '`'))
        {
            end++;
        }

        return end - at;
    }
}
