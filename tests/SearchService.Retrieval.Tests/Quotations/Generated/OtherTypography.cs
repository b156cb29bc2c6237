using System.Text;

namespace SearchService.Retrieval.Tests.Quotations.Generated;

/// <summary>Sets words as another hand or program would.</summary>
internal sealed class OtherTypography(Random random)
{
    /// <summary>The same words set otherwise: marks, dashes, hyphens, ligatures, spaces, line ends, the first letter, the end.</summary>
    public string Set(string text)
    {
        var set = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            var between =
                i > 0 && i + 1 < text.Length && char.IsAsciiLetter(text[i - 1]) && char.IsAsciiLetter(text[i + 1]);
            switch (unit)
            {
                case '“' or '”':
                    set.Append('"');
                    break;
                case '’':
                    set.Append('\'');
                    break;
                case '"':
                    set.Append('”');
                    break;
                case '\'':
                    set.Append('’');
                    break;
                case '–' or '—':
                    set.Append(
                        random.Next(2) == 0 ? '-'
                        : unit == '–' ? '—'
                        : '–'
                    );
                    break;
                case '-' when between:
                    set.Append(
                        random.Next(4) switch
                        {
                            0 => "\u2010",
                            1 => "",
                            2 => " ",
                            _ => "-",
                        }
                    );
                    break;
                case ' ':
                    set.Append(
                        random.Next(12) switch
                        {
                            0 => "  ",
                            1 => "\u00A0",
                            2 => "\n",
                            _ => " ",
                        }
                    );
                    break;
                case 'f' when i + 1 < text.Length && text[i + 1] is 'i' or 'l' && random.Next(2) == 0:
                    set.Append(text[++i] == 'i' ? 'ﬁ' : 'ﬂ');
                    break;
                default:
                    set.Append(unit);
                    if (
                        random.Next(120) == 0
                        && i > 2
                        && i + 4 < text.Length
                        && text.AsSpan(i - 2, 6).IndexOfAnyExceptInRange('a', 'z') < 0
                    )
                    {
                        set.Append("-\n");
                    }

                    break;
            }
        }

        if (random.Next(3) == 0 && char.IsLetter(set[0]))
        {
            set[0] = char.IsUpper(set[0]) ? char.ToLowerInvariant(set[0]) : char.ToUpperInvariant(set[0]);
        }

        if (random.Next(3) == 0)
        {
            set.Append(random.Next(2) == 0 ? '.' : ',');
        }

        return set.ToString();
    }
}
