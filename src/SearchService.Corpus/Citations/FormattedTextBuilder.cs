using System.Text;

namespace SearchService.Corpus.Citations;

/// <summary>Puts a citation together: runs of words, and the stops between its elements.</summary>
internal sealed class FormattedTextBuilder
{
    private readonly List<(StringBuilder Text, bool Italic)> runs = [];

    public bool IsEmpty => runs.Count == 0;

    public bool EndsWithSpace => Last == ' ';

    private char Last => runs.Count == 0 ? '\0' : runs[^1].Text[^1];

    public FormattedTextBuilder Add(string? text, bool italic = false)
    {
        if (text is not { Length: > 0 })
        {
            return this;
        }

        if (runs.Count > 0 && runs[^1].Italic == italic)
        {
            runs[^1].Text.Append(text);
        }
        else
        {
            runs.Add((new StringBuilder(text), italic));
        }

        return this;
    }

    public FormattedTextBuilder Add(FormattedText text)
    {
        foreach (var run in text.Runs)
        {
            Add(run.Text, run.Italic);
        }

        return this;
    }

    /// <summary>
    /// A title as recorded, with the inline tags of CSL-JSON: what is in <c>&lt;i&gt;</c> stands in the other face; the tags for bold, small
    /// capitals, raised and lowered letters and kept case are dropped; anything else in angle brackets is text.
    /// </summary>
    public FormattedTextBuilder AddTitle(string title, bool italic)
    {
        var turned = false;
        var at = 0;
        while (at < title.Length)
        {
            if (title[at] == '<' && InlineTag.LengthAt(title, at) is > 0 and var length)
            {
                var tag = title.AsSpan(at, length);
                turned = tag is "<i>" || (turned && tag is not "</i>");
                at += length;
                continue;
            }

            var next = title.IndexOf('<', at + 1);
            next = next < 0 ? title.Length : next;
            Add(title[at..next], italic ^ turned);
            at = next;
        }

        return this;
    }

    /// <summary>A full stop, unless one stands there already; before a closing quotation mark, as American usage has it.</summary>
    public FormattedTextBuilder Stop()
    {
        if (IsEmpty || Last is '.' or '?' or '!')
        {
            return this;
        }

        var text = runs[^1].Text;
        if (Last != '”')
        {
            return Add(".");
        }

        if (text.Length < 2 || text[^2] is not ('.' or '?' or '!'))
        {
            text.Insert(text.Length - 1, '.');
        }

        return this;
    }

    /// <summary>A comma, before a closing quotation mark that stands there.</summary>
    public FormattedTextBuilder Comma()
    {
        if (Last != '”')
        {
            return Add(",");
        }

        var text = runs[^1].Text;
        if (text.Length < 2 || text[^2] is not ('?' or '!'))
        {
            text.Insert(text.Length - 1, ',');
        }

        return this;
    }

    public FormattedText ToText() => new([.. runs.Select(run => new TextRun(run.Text.ToString(), run.Italic))]);
}
