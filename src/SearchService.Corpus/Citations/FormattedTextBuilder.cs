using System.Text;

namespace SearchService.Corpus.Citations;

/// <summary>Puts a citation together: runs of words, and the stops between its elements.</summary>
internal sealed class FormattedTextBuilder
{
    private readonly List<(StringBuilder Text, bool Italic)> runs = [];
    private bool _marked;

    /// <summary>Stops and commas go inside closing quotation marks (American usage), not behind them (British).</summary>
    public bool PunctuationInQuotes { get; init; } = true;

    /// <summary>A comma stands even behind a question mark that ends a quoted title.</summary>
    public bool CommaAfterQuestion { get; init; }

    public bool IsEmpty => runs.Count == 0;

    public bool EndsWithSpace => Last == ' ';

    private char Last => runs.Count == 0 ? '\0' : runs[^1].Text[^1];

    public FormattedTextBuilder Add(string? text, bool italic = false)
    {
        if (text is not { Length: > 0 })
        {
            return this;
        }

        _marked = false;
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

    /// <summary>A text in another face than its own where <paramref name="italic"/>: italics within italics are upright.</summary>
    public FormattedTextBuilder AddTurned(FormattedText text, bool italic)
    {
        foreach (var run in text.Runs)
        {
            Add(run.Text, run.Italic ^ italic);
        }

        return this;
    }

    /// <summary>
    /// What a template has between its fields. Punctuation that would open the text or a bracket, or follow punctuation of the template, is
    /// left out, and so are spaces; a mark that meets the end of a field becomes one with it (<see cref="Stop"/>, <see cref="Comma"/>).
    /// "~" before a word gives it a capital where a sentence begins.
    /// </summary>
    public FormattedTextBuilder AddLiteral(string literal, bool italic)
    {
        for (var i = 0; i < literal.Length; i++)
        {
            var c = literal[i];
            var opens = IsEmpty || Last is '(' or '[' or '“' or '‘';
            switch (c)
            {
                case ' ' when opens || Last == ' ':
                    break;
                case ',' or ';' or ':' or '.' when opens:
                    break;
                case ',' or ';' or ':' when _marked && Last != ' ':
                    break;
                case ',' or ';' or ':' or '.' when Last == ' ':
                    MeetSpace(c);
                    break;
                case ',' or ';' or ':' or '.':
                    _ = c == '.' ? Stop() : Mark(c);
                    _marked = true;
                    break;
                case ')' or ']':
                    TrimEnd(" ,;:");
                    Add(c.ToString(), italic);
                    break;
                case '~':
                    i++;
                    Add((BeginsSentence ? char.ToUpperInvariant(literal[i]) : literal[i]).ToString(), italic);
                    break;
                default:
                    Add(c.ToString(), italic);
                    break;
            }
        }

        return this;
    }

    /// <summary>The words before a number, as they are, but for a "~" at their beginning.</summary>
    public FormattedTextBuilder AddLabel(string label) =>
        label.StartsWith('~') ? Add(BeginsSentence ? Formatting.Numerals.Capital(label[1..]) : label[1..]) : Add(label);

    /// <summary>A full stop, unless one stands there already; in or behind a closing quotation mark.</summary>
    public FormattedTextBuilder Stop()
    {
        var (run, at) = BeforeQuotes('.');
        return run < 0 || CharBefore(run, at) is '.' or '?' or '!' or '…' ? this
            : CharBefore(run, at) is ',' or ';' or ':' ? Replace(run, at, '.')
            : Insert(run, at, '.');
    }

    /// <summary>A comma, before a closing quotation mark that stands there.</summary>
    public FormattedTextBuilder Comma() => Mark(',');

    private FormattedTextBuilder Mark(char mark)
    {
        var (run, at) = BeforeQuotes(mark);
        if (run < 0)
        {
            return this;
        }

        var before = CharBefore(run, at);
        var quoted = at < runs[run].Text.Length || run < runs.Count - 1;
        return before is '?' or '!' && quoted && mark == ',' && !CommaAfterQuestion ? this
            : before is ',' or ';' or ':' ? this
            : Insert(run, at, mark);
    }

    /// <summary>A mark behind a space: the separator before it stands, but a stop ends it, and a colon that waits for words gives way to a comma.</summary>
    private void MeetSpace(char mark)
    {
        if (mark == '.')
        {
            TrimEnd(" :,;");
            Stop();
            _marked = true;
        }
        else if (mark == ',' && EndsWith(": "))
        {
            TrimEnd(" :");
            Mark(mark);
        }
    }

    /// <summary>Ends the text, without the spaces of a template whose last fields had no words.</summary>
    public FormattedTextBuilder Close()
    {
        TrimEnd(" ");
        return this;
    }

    private bool EndsWith(string end) => runs[^1].Text.Length >= 2 && runs[^1].Text[^2] == end[0] && Last == end[1];

    private bool BeginsSentence
    {
        get
        {
            for (var run = runs.Count - 1; run >= 0; run--)
            {
                var text = runs[run].Text;
                for (var at = text.Length - 1; at >= 0; at--)
                {
                    if (text[at] is not (' ' or '”' or '’' or ')' or ']'))
                    {
                        return text[at] is '.' or '?' or '!';
                    }
                }
            }

            return true;
        }
    }

    /// <summary>Where a mark goes: behind all, or before the closing quotation marks where they take it in.</summary>
    private (int Run, int At) BeforeQuotes(char mark)
    {
        var (run, at) = (runs.Count - 1, runs.Count == 0 ? 0 : runs[^1].Text.Length);
        if (run < 0)
        {
            return (-1, 0);
        }

        var (behind, end) = (run, at);
        while (IsClosing(run, at))
        {
            at--;
            if (at == 0 && run > 0)
            {
                run--;
                at = runs[run].Text.Length;
            }
        }

        if (at == 0)
        {
            return (behind, end);
        }

        // A title that ends a sentence by itself needs no stop behind its mark.
        return PunctuationInQuotes && mark is '.' or ',' || (mark == '.' && CharBefore(run, at) is '.' or '?' or '!')
            ? (run, at)
            : (behind, end);
    }

    /// <summary>Whether a closing mark stands before an offset; a raised comma is one where an opening one stands before it.</summary>
    private bool IsClosing(int run, int at)
    {
        if (at == 0)
        {
            return false;
        }

        var text = runs[run].Text;
        if (text[at - 1] == '”')
        {
            return true;
        }

        if (text[at - 1] != '’')
        {
            return false;
        }

        var open = 0;
        for (var r = 0; r <= run; r++)
        {
            for (var i = 0; i < (r == run ? at - 1 : runs[r].Text.Length); i++)
            {
                open += runs[r].Text[i] == '‘' ? 1 : 0;
                open -= runs[r].Text[i] == '’' && open > 0 && !IsApostrophe(runs[r].Text, i) ? 1 : 0;
            }
        }

        return open > 0;
    }

    private static bool IsApostrophe(StringBuilder text, int at) =>
        at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]);

    private char CharBefore(int run, int at) => at == 0 ? '\0' : runs[run].Text[at - 1];

    private FormattedTextBuilder Insert(int run, int at, char mark)
    {
        // Behind italics a mark is upright, and so it is where it closes all.
        if (run == runs.Count - 1 && at == runs[run].Text.Length)
        {
            return Add(mark.ToString());
        }

        runs[run].Text.Insert(at, mark);
        return this;
    }

    private FormattedTextBuilder Replace(int run, int at, char mark)
    {
        runs[run].Text[at - 1] = mark;
        return this;
    }

    private void TrimEnd(string marks)
    {
        while (runs.Count > 0)
        {
            var text = runs[^1].Text;
            while (text.Length > 0 && marks.Contains(text[^1], StringComparison.Ordinal))
            {
                text.Length--;
            }

            if (text.Length > 0)
            {
                return;
            }

            runs.RemoveAt(runs.Count - 1);
        }
    }

    public FormattedText ToText() => new([.. runs.Select(run => new TextRun(run.Text.ToString(), run.Italic))]);
}
