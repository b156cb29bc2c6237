using System.Collections.Frozen;
using System.Text;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>
/// Divides a BibTeX file into entries and their fields.
/// <code>
/// file  = { anything | '@' "comment" anything | '@' "preamble" '{' value '}' | '@' "string" '{' name '=' value '}' | entry }
/// entry = '@' type '{' key { ',' name '=' value } [ ',' ] '}'      (or in round brackets)
/// value = piece { '#' piece }      piece = '{' balanced '}' | '"' balanced '"' | digits | name of a string
/// </code>
/// Whatever is wrong is a problem with its place. An entry that breaks off is kept as far as it was read, and reading goes on at the next
/// '@' that begins a line: no value holds one.
/// </summary>
internal sealed class BibTexParser
{
    private static readonly FrozenDictionary<string, string> Months = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["jan"] = "January",
        ["feb"] = "February",
        ["mar"] = "March",
        ["apr"] = "April",
        ["may"] = "May",
        ["jun"] = "June",
        ["jul"] = "July",
        ["aug"] = "August",
        ["sep"] = "September",
        ["oct"] = "October",
        ["nov"] = "November",
        ["dec"] = "December",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Strings that are put together of strings can grow without end.</summary>
    private const int MostCharacters = 1 << 20;

    private readonly string text;
    private readonly Dictionary<string, string> strings = new(Months, StringComparer.OrdinalIgnoreCase);
    private readonly List<BibTexEntry> entries = [];
    private readonly List<(string Message, int Offset)> problems = [];
    private int at;

    private BibTexParser(string text) => this.text = text;

    /// <summary>The entries of a file in its order. Never throws.</summary>
    public static (IReadOnlyList<BibTexEntry> Entries, IReadOnlyList<(string Message, int Offset)> Problems) Parse(
        string text
    )
    {
        var parser = new BibTexParser(text);
        parser.File();
        return (parser.entries, parser.problems);
    }

    private void File()
    {
        while ((at = text.IndexOf('@', at)) >= 0)
        {
            var start = at++;
            SkipSpaces();
            var type = Name().ToLowerInvariant();
            SkipSpaces();
            if (type.Length == 0 || at >= text.Length || text[at] is not ('{' or '('))
            {
                // Between entries anything may stand; what begins a line was meant for one.
                if (type != "comment" && BeginsLine(start) && type.Length > 0)
                {
                    Problem($"@{type}: '{{' is expected", at);
                }

                continue;
            }

            var close = text[at++] == '{' ? '}' : ')';
            switch (type)
            {
                case "comment":
                    SkipBalanced(close);
                    break;
                case "preamble":
                    Value();
                    End(close, "@preamble");
                    break;
                case "string":
                    Definition(close);
                    break;
                default:
                    Entry(type, start, close);
                    break;
            }
        }
    }

    private void Definition(char close)
    {
        SkipSpaces();
        var name = Name();
        SkipSpaces();
        if (name.Length == 0 || !Take('='))
        {
            Problem("@string: a name and '=' are expected", at);
            return;
        }

        if (Value() is { } value)
        {
            strings[name] = value;
            End(close, $"@string {name}");
        }
    }

    private void Entry(string type, int start, char close)
    {
        SkipSpaces();
        var keyAt = at;
        while (at < text.Length && text[at] is not (',' or '}' or '\n' or '\r') && text[at] != close)
        {
            at++;
        }

        if (text.AsSpan(keyAt, at - keyAt).Contains('='))
        {
            // The fields begin at once.
            at = keyAt;
        }

        var entry = new BibTexEntry(type, text[keyAt..at].Trim(), start, new(StringComparer.Ordinal));
        entries.Add(entry);
        var name = $"entry '{entry.Key}'";
        while (true)
        {
            SkipSpaces();
            if (at >= text.Length || AtNextEntry())
            {
                var last = entry.Fields.Keys.LastOrDefault();
                var hint = last is null ? "" : $", or a brace is missing in '{last}'";
                Problem($"{name}: it is not closed; '{close}' is expected{hint}", start);
                return;
            }

            if (Take(close))
            {
                if (at < text.Length && text[at] == ',')
                {
                    Problem($"{name}: it ends here, and the fields that follow are lost: a closing brace too many", at);
                }

                return;
            }

            if (Take(','))
            {
                continue;
            }

            if (!Field(entry, name))
            {
                return;
            }
        }
    }

    /// <summary>False when the entry cannot be read further.</summary>
    private bool Field(BibTexEntry entry, string name)
    {
        var start = at;
        var field = Name().ToLowerInvariant();
        SkipSpaces();
        if (field.Length == 0 || !Take('='))
        {
            Problem(
                field.Length == 0
                    ? $"{name}: the name of a field is expected"
                    : $"{name}: '=' is expected after '{field}'",
                at
            );
            SkipField(start);
            return true;
        }

        if (Value() is not { } value)
        {
            return false;
        }

        if (!entry.Fields.TryAdd(field, new BibTexField(value, start)))
        {
            Problem($"{name}: '{field}' stands twice; the first is used", start);
        }

        SkipSpaces();
        if (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '"' or '{'))
        {
            Problem($"{name}: ',' is expected after '{field}'", at);
        }

        return true;
    }

    /// <summary>A value; null when it never ends.</summary>
    private string? Value()
    {
        var value = new StringBuilder();
        do
        {
            SkipSpaces();
            var start = at;
            var c = at < text.Length ? text[at] : '\0';
            if (c is '{' or '"')
            {
                at++;
                if (!Balanced(c == '{' ? '}' : '"'))
                {
                    Problem($"the {(c == '{' ? "brace" : "quotation mark")} that opens here is never closed", start);
                    return null;
                }

                value.Append(text, start + 1, at - start - 2);
                continue;
            }

            var word = Name();
            if (word.Length == 0)
            {
                Problem("a value is expected: in braces, in quotation marks, a number or the name of a string", at);
            }
            else if (word.All(char.IsAsciiDigit))
            {
                value.Append(word);
            }
            else if (strings.TryGetValue(word, out var defined) && value.Length + defined.Length > MostCharacters)
            {
                Problem($"the value grows too long by '{word}'; left out", start);
            }
            else if (defined is not null)
            {
                value.Append(defined);
            }
            else
            {
                Problem($"no @string defines '{word}'; the word itself is used", start);
                value.Append(word);
            }
        } while (Continues());

        return value.ToString();

        bool Continues()
        {
            SkipSpaces();
            return Take('#');
        }
    }

    /// <summary>Goes behind the sign that ends a piece; false, at the next entry or the end of the file, when there is none.</summary>
    private bool Balanced(char close)
    {
        for (var depth = 0; at < text.Length; at++)
        {
            if (AtNextEntry())
            {
                return false;
            }

            var c = text[at];
            if (c == close && depth == 0)
            {
                at++;
                return true;
            }

            depth += Braces.Step(c);
            if (depth < 0)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Goes behind a comment that reference managers keep their settings in; one that never ends is one line.</summary>
    private void SkipBalanced(char close)
    {
        var start = at;
        if (close != '}' || !Balanced(close))
        {
            at = text.IndexOf('\n', start) is var end and >= 0 ? end : text.Length;
        }
    }

    /// <summary>Goes to the next comma or closing brace of the entry, and behind the field's beginning in any case.</summary>
    private void SkipField(int start)
    {
        for (var depth = 0; at < text.Length && !AtNextEntry(); at++)
        {
            if (at > start && depth == 0 && text[at] is ',' or '}')
            {
                return;
            }

            depth += Braces.Step(text[at]);
        }
    }

    private void End(char close, string what)
    {
        SkipSpaces();
        if (!Take(close))
        {
            Problem($"{what}: '{close}' is expected", at);
        }
    }

    private string Name()
    {
        var start = at;
        while (
            at < text.Length
            && !char.IsWhiteSpace(text[at])
            && !"{}(),=\"#%'@".Contains(text[at], StringComparison.Ordinal)
        )
        {
            at++;
        }

        return text[start..at];
    }

    private bool Take(char c)
    {
        if (at >= text.Length || text[at] != c)
        {
            return false;
        }

        at++;
        return true;
    }

    private void SkipSpaces()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private bool BeginsLine(int offset) => offset == 0 || text[offset - 1] is '\n' or '\r';

    /// <summary>Whether an entry begins here: '@', letters and a brace at the beginning of a line.</summary>
    private bool AtNextEntry()
    {
        if (text[at] != '@' || !BeginsLine(at))
        {
            return false;
        }

        var end = at + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return end > at + 1 && end < text.Length && text[end] is '{' or '(';
    }

    private void Problem(string message, int offset) => problems.Add((message, Math.Min(offset, text.Length)));
}
