using System.Text;

namespace SearchService.Corpus.Bibliography.Ris;

/// <summary>A line of a record: its tag and value, and where it stands.</summary>
/// <param name="Line">1-based.</param>
internal sealed record RisLine(string Tag, string Value, int Line);

/// <summary>A record from TY to ER.</summary>
/// <param name="Line">That of its TY.</param>
internal sealed record RisRecord(IReadOnlyList<RisLine> Lines, int Line);

/// <summary>
/// Divides a RIS file into records and lines: two letters or a letter and a digit, two spaces, a hyphen, a value. A line without a tag goes
/// on with the one before. Line ends of any system; one space, or none behind the hyphen, will do.
/// </summary>
internal static class RisParser
{
    public static (IReadOnlyList<RisRecord> Records, IReadOnlyList<RecordProblem> Problems) Parse(string text)
    {
        var records = new List<RisRecord>();
        var problems = new List<RecordProblem>();
        var lines = new List<RisLine>();
        var more = new StringBuilder();
        var begins = 0;
        var strays = false;
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            number++;
            var tag = TagOf(line, out var value);
            switch (tag)
            {
                case "TY":
                    if (begins > 0)
                    {
                        End("ER is expected before the next TY; the record ends here", number);
                    }

                    begins = number;
                    lines.Add(new RisLine(tag, value, number));
                    break;
                case "ER" when begins > 0:
                    End(null, number);
                    break;
                case null when line.IsWhiteSpace():
                    break;
                case null when begins > 0:
                    // EndNote writes each keyword on a line of its own.
                    if (lines[^1].Tag == "KW")
                    {
                        lines.Add(new RisLine("KW", line.Trim().ToString(), number));
                    }
                    else
                    {
                        more.Append(' ').Append(line.Trim());
                    }

                    break;
                default:
                    if (begins == 0 && !strays)
                    {
                        problems.Add(
                            new RecordProblem(
                                "TY is expected: this is in no record; passed over up to the next TY",
                                number,
                                1
                            )
                        );
                    }

                    strays |= begins == 0;
                    if (begins > 0)
                    {
                        EndLine();
                        lines.Add(new RisLine(tag!, value, number));
                    }

                    break;
            }
        }

        if (begins > 0)
        {
            End("ER is expected: the file ends inside of a record", lines[^1].Line);
        }

        return (records, problems);

        void EndLine()
        {
            if (more.Length > 0)
            {
                lines[^1] = lines[^1] with { Value = lines[^1].Value + more };
                more.Clear();
            }
        }

        void End(string? problem, int line)
        {
            if (problem is not null)
            {
                problems.Add(new RecordProblem(problem, line, 1));
            }

            EndLine();
            records.Add(new RisRecord([.. lines], begins));
            lines.Clear();
            begins = 0;
            strays = false;
        }
    }

    private static string? TagOf(ReadOnlySpan<char> line, out string value)
    {
        value = "";
        line = line.Trim().TrimStart('\uFEFF');
        if (
            line.Length < 3
            || !char.IsAsciiLetterUpper(line[0])
            || !(char.IsAsciiLetterUpper(line[1]) || char.IsAsciiDigit(line[1]))
        )
        {
            return null;
        }

        var rest = line[2..].TrimStart();
        if (rest.IsEmpty || rest[0] != '-' || (rest.Length > 1 && rest[1] != ' ' && rest.Length == line.Length - 2))
        {
            return null;
        }

        value = rest[1..].Trim().ToString();
        return line[..2].ToString();
    }
}
