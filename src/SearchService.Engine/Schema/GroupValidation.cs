namespace SearchService.Engine.Schema;

/// <summary>What must hold of a group before the index relies on it.</summary>
internal static class GroupValidation
{
    public static void Check(DocumentGroup group, IndexSchema schema)
    {
        Dictionary<string, int> lastPositions = new(StringComparer.Ordinal);
        foreach (IndexDocument document in group.Documents)
        {
            foreach ((string field, IReadOnlyList<IndexToken> tokens) in document.Fields)
            {
                schema.FieldNumber(field);
                CheckPositions(group.Key, field, tokens, lastPositions);
            }

            foreach (string column in document.Keywords.Keys)
            {
                schema.ColumnNumber(column, ColumnKind.Keyword);
            }

            foreach (string column in document.Numbers.Keys)
            {
                schema.ColumnNumber(column, ColumnKind.Number);
            }
        }
    }

    private static void CheckPositions(
        string key,
        string field,
        IReadOnlyList<IndexToken> tokens,
        Dictionary<string, int> lastPositions
    )
    {
        if (tokens.Count == 0)
        {
            return;
        }

        int last = lastPositions.GetValueOrDefault(field, -1);
        if (tokens[0].Position <= last)
        {
            throw new ArgumentException(
                $"Group '{key}', field '{field}': a document begins at position {tokens[0].Position}, and the one before ends at {last}.",
                nameof(tokens)
            );
        }

        last = tokens[0].Position;
        foreach (IndexToken token in tokens)
        {
            if (token.Position < last)
            {
                throw new ArgumentException(
                    $"Group '{key}', field '{field}': position {token.Position} stands after {last}.",
                    nameof(tokens)
                );
            }

            last = token.Position;
        }

        lastPositions[field] = last;
    }
}
