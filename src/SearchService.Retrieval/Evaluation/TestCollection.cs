using System.Globalization;

namespace SearchService.Retrieval.Evaluation;

/// <summary>Queries with judged documents, as test collections of retrieval come: a folder with <c>queries.tsv</c> and <c>qrels.tsv</c> beside the texts.</summary>
/// <param name="Queries">In the order of the file; only those for which some document is relevant.</param>
public sealed record TestCollection(IReadOnlyList<JudgedQuery> Queries)
{
    public const string QueriesFile = "queries.tsv";
    public const string JudgementsFile = "qrels.tsv";

    /// <summary>Reads <c>id ⇥ text</c> and <c>query ⇥ document ⇥ grade</c> lines; pairs that are missing or graded 0 or less are not relevant.</summary>
    /// <exception cref="FormatException">A line has another form; the message names file and line.</exception>
    public static TestCollection Read(string folder)
    {
        var grades = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var (columns, place) in Lines(folder, JudgementsFile, 3))
        {
            if (!int.TryParse(columns[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var grade))
            {
                throw new FormatException($"{place}: {columns[2]} is no grade.");
            }

            if (grade > 0)
            {
                grades.TryAdd(columns[0], new Dictionary<string, int>(StringComparer.Ordinal));
                grades[columns[0]][columns[1]] = grade;
            }
        }

        return new TestCollection([
            .. Lines(folder, QueriesFile, 2)
                .Where(line => grades.ContainsKey(line.Columns[0]))
                .Select(line => new JudgedQuery(line.Columns[0], line.Columns[1], grades[line.Columns[0]])),
        ]);
    }

    private static IEnumerable<(string[] Columns, string Place)> Lines(string folder, string name, int columns)
    {
        var number = 0;
        foreach (var line in File.ReadLines(Path.Combine(folder, name)))
        {
            number++;
            var place = string.Create(CultureInfo.InvariantCulture, $"{name}, line {number}");
            var parts = line.Split('\t', columns);
            if (line.Length == 0)
            {
                continue;
            }

            yield return parts.Length == columns
                ? (parts, place)
                : throw new FormatException($"{place}: {columns} columns with tabs between are expected.");
        }
    }
}

/// <param name="Grades">Of the relevant documents, by their ids; 1 and more.</param>
public sealed record JudgedQuery(string Id, string Text, IReadOnlyDictionary<string, int> Grades);
