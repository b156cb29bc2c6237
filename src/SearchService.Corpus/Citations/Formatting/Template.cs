using System.Collections.Immutable;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>
/// The order and the punctuation of a reference or citation, as a style's table writes it:
/// <code>
/// {field}              the field's words; nothing where the record has none
/// {#field:p. |pp. }    a label, for one or for several, where the field is a number (or a list of names)
/// {#field:no. }        a label, the same for one and for several
/// &lt;, vol. {volume}&gt;    shown only where one of its fields has words
/// &lt;{link}|{url}&gt;       the first alternative that has words; one without fields always has
/// &lt;?volume:A|?!url:B|C&gt; the first alternative whose condition holds: a field has words, or has none
/// _words_              italics
/// ~in                  with a capital where a sentence begins
/// </code>
/// Punctuation never doubles: <see cref="FormattedTextBuilder.AddLiteral"/> says how marks that meet become one.
/// </summary>
internal sealed class Template
{
    private readonly ImmutableArray<Part> _parts;

    private Template(ImmutableArray<Part> parts) => _parts = parts;

    public static implicit operator Template(string text) => Parse(text);

    public static Template Parse(string text)
    {
        var at = 0;
        var parts = Sequence(text, ref at);
        return at == text.Length
            ? new Template(parts)
            : throw new FormatException($"The template '{text}' closes what it does not open, at {at}.");
    }

    public FormattedText Fill(WorkFields fields)
    {
        var filled = new FormattedTextBuilder
        {
            PunctuationInQuotes = fields.Rules.PunctuationInQuotes,
            CommaAfterQuestion = fields.Rules.CommaAfterQuestion,
        };
        Fill(_parts, fields, filled);
        return filled.Close().ToText();
    }

    private static void Fill(ImmutableArray<Part> parts, WorkFields fields, FormattedTextBuilder filled)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case Literal literal:
                    filled.AddLiteral(literal.Text, literal.Italic);
                    break;
                case Field field:
                    filled.AddTurned(fields.Get(field.Name), field.Italic);
                    break;
                case Label label:
                    filled.AddLabel(
                        fields.Count(label.Name) switch
                        {
                            0 => "",
                            1 => label.One,
                            _ => label.Many,
                        }
                    );
                    break;
                case Group group:
                    Fill(group.Chosen(fields)?.Parts ?? [], fields, filled);
                    break;
            }
        }
    }

    /// <summary>Whether a field among the parts has words; null where there is none to have them.</summary>
    private static bool? Words(ImmutableArray<Part> parts, WorkFields fields)
    {
        bool? words = null;
        foreach (var part in parts)
        {
            var has = part switch
            {
                Field field => fields.Get(field.Name).Runs.Count > 0,
                Group group => group.Chosen(fields) is { } chosen ? Words(chosen.Parts, fields) : false,
                _ => null,
            };
            if (has == true)
            {
                return true;
            }

            words ??= has;
        }

        return words;
    }

    private static ImmutableArray<Part> Sequence(string text, ref int at)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        var literal = at;
        var italic = false;
        while (at < text.Length && text[at] is not ('>' or '|'))
        {
            switch (text[at])
            {
                case '{':
                    Flush(at);
                    var end = text.IndexOf('}', at);
                    parts.Add(Braced(text[(at + 1)..end], italic));
                    at = literal = end + 1;
                    break;
                case '<':
                    Flush(at);
                    var alternatives = ImmutableArray.CreateBuilder<Alternative>();
                    do
                    {
                        at++;
                        alternatives.Add(Conditional(text, ref at));
                    } while (at < text.Length && text[at] == '|');

                    if (at == text.Length)
                    {
                        throw new FormatException($"The template '{text}' does not close what it opens.");
                    }

                    parts.Add(new Group(alternatives.ToImmutable()));
                    literal = ++at;
                    break;
                case '_':
                    Flush(at);
                    italic = !italic;
                    literal = ++at;
                    break;
                default:
                    at++;
                    break;
            }
        }

        Flush(at);
        return parts.ToImmutable();

        void Flush(int upTo)
        {
            if (upTo > literal)
            {
                parts.Add(new Literal(text[literal..upTo], italic));
            }
        }
    }

    private static Alternative Conditional(string text, ref int at)
    {
        if (text[at] != '?')
        {
            return new Alternative(null, true, Sequence(text, ref at));
        }

        var colon = text.IndexOf(':', at);
        var wanted = text[at + 1] != '!';
        var field = text[(at + (wanted ? 1 : 2))..colon];
        at = colon + 1;
        return WorkFields.IsKnown(field)
            ? new Alternative(field, wanted, Sequence(text, ref at))
            : throw new FormatException($"No field is called '{field}'.");
    }

    private static Part Braced(string inside, bool italic)
    {
        if (inside[0] != '#')
        {
            return WorkFields.IsKnown(inside)
                ? new Field(inside, italic)
                : throw new FormatException($"No field is called '{inside}'.");
        }

        var colon = inside.IndexOf(':', StringComparison.Ordinal);
        var (name, labels) = (inside[1..colon], inside[(colon + 1)..].Split('|'));
        return WorkFields.IsKnown(name)
            ? new Label(name, labels[0], labels[^1])
            : throw new FormatException($"No field is called '{name}'.");
    }

    private abstract record Part;

    private sealed record Literal(string Text, bool Italic) : Part;

    private sealed record Field(string Name, bool Italic) : Part;

    private sealed record Label(string Name, string One, string Many) : Part;

    /// <param name="Field">Of the condition; null without one.</param>
    private sealed record Alternative(string? Field, bool Wanted, ImmutableArray<Part> Parts)
    {
        public bool Holds(WorkFields fields) =>
            Field is null ? Words(Parts, fields) is not false : fields.Get(Field).Runs.Count > 0 == Wanted;
    }

    private sealed record Group(ImmutableArray<Alternative> Alternatives) : Part
    {
        public Alternative? Chosen(WorkFields fields) => Alternatives.FirstOrDefault(one => one.Holds(fields));
    }
}
