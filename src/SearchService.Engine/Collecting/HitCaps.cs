using SearchService.Engine.Matching;
using SearchService.Engine.Schema;

namespace SearchService.Engine.Collecting;

/// <summary>Counts the hits under each value, best hits first, and tells when there is no room for another.</summary>
internal sealed class HitCaps
{
    private readonly CommitView _view;
    private readonly ColumnReader _columns;
    private readonly (int? Column, int Limit, Dictionary<long, int> Counts)[] _caps;
    private readonly List<int> _ordinals = [];
    private readonly List<(Dictionary<long, int> Counts, long Value)> _under = [];

    public HitCaps(CommitView view, ColumnReader columns, IReadOnlyList<HitCap> caps)
    {
        _view = view;
        _columns = columns;
        _caps =
        [
            .. caps.Select(cap =>
                (
                    cap.Column is string name ? view.Schema.ColumnNumber(name, ColumnKind.Keyword) : (int?)null,
                    cap.Limit,
                    new Dictionary<long, int>()
                )
            ),
        ];
    }

    /// <summary>To be asked once a candidate, in their order.</summary>
    public bool Admits(Candidate candidate)
    {
        _under.Clear();
        foreach ((int? column, int limit, Dictionary<long, int> counts) in _caps)
        {
            _ordinals.Clear();
            if (column is int number)
            {
                _columns.ReadOrdinals(number, candidate.Segment, candidate.Document, _ordinals);
            }
            else
            {
                // A group lies in one segment; both numbers together name it.
                _ordinals.Add(_view.Segments[candidate.Segment].File.GroupOf(candidate.Document));
            }

            foreach (int ordinal in _ordinals)
            {
                long value = column is null ? ((long)candidate.Segment << 32) | (uint)ordinal : ordinal;
                if (counts.GetValueOrDefault(value) >= limit)
                {
                    return false;
                }

                _under.Add((counts, value));
            }
        }

        foreach ((Dictionary<long, int> counts, long value) in _under)
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        return true;
    }
}
