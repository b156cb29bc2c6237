using System.Runtime.InteropServices;
using SearchService.Engine.Schema;

namespace SearchService.Engine.Segments;

/// <summary>The columns of documents that wait in memory; a value that many documents have is kept once.</summary>
internal sealed class InvertedColumns(IndexSchema schema)
{
    private readonly KeywordValues[] _keywords = [.. schema.Columns.Select(_ => new KeywordValues())];
    private readonly List<long?>[] _numbers = [.. schema.Columns.Select(_ => new List<long?>())];

    /// <summary>Takes the values of the next document.</summary>
    public void Add(IndexDocument document)
    {
        for (int column = 0; column < schema.Columns.Count; column++)
        {
            string name = schema.Columns[column].Name;
            if (schema.Columns[column].Kind == ColumnKind.Keyword)
            {
                _keywords[column].Add(document.Keywords.GetValueOrDefault(name) ?? []);
            }
            else
            {
                _numbers[column].Add(document.Numbers.TryGetValue(name, out long value) ? value : null);
            }
        }
    }

    public IReadOnlyList<string> Keywords(int column, int document) => _keywords[column].Of(document);

    public long? Number(int column, int document) => _numbers[column][document];

    private sealed class KeywordValues
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly List<string> _values = [];
        private readonly List<int> _all = [];
        private readonly List<int> _ends = [];

        public void Add(IReadOnlyList<string> values)
        {
            foreach (string value in values)
            {
                ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out bool isKnown);
                if (!isKnown)
                {
                    number = _values.Count;
                    _values.Add(value);
                }

                _all.Add(number);
            }

            _ends.Add(_all.Count);
        }

        public string[] Of(int document)
        {
            int start = document == 0 ? 0 : _ends[document - 1];
            string[] values = new string[_ends[document] - start];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = _values[_all[start + i]];
            }

            return values;
        }
    }
}
