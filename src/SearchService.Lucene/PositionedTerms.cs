using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using SearchService.Retrieval.Indexing;

namespace SearchService.Lucene;

/// <summary>The terms of a field at their positions in the text, as both engines are given them; the same term twice at one position is one.</summary>
internal sealed class PositionedTerms : TokenStream
{
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _increment;
    private readonly List<string> _here = [];
    private readonly IReadOnlyList<PositionedTerm> _terms;
    private int _next;
    private int _position = -1;

    /// <param name="terms">By position.</param>
    public PositionedTerms(IReadOnlyList<PositionedTerm> terms)
    {
        _terms = terms;
        _term = AddAttribute<ICharTermAttribute>();
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    public override bool IncrementToken()
    {
        while (_next < _terms.Count)
        {
            var (term, position) = _terms[_next++];
            if (position != _position)
            {
                _here.Clear();
            }

            if (_here.Contains(term) || !PassageFields.IsIndexable(term))
            {
                continue;
            }

            ClearAttributes();
            _here.Add(term);
            _term.Append(term);
            _increment.PositionIncrement = position - _position;
            _position = position;
            return true;
        }

        return false;
    }

    public override void Reset()
    {
        base.Reset();
        (_next, _position) = (0, -1);
        _here.Clear();
    }
}
