namespace SearchService.Engine.Schema;

/// <summary>What must hold of a group before the index relies on it, and its tokens by document and number of the field.</summary>
internal static class GroupTokens
{
    /// <exception cref="ArgumentException">Unknown fields or columns, or positions out of order.</exception>
    public static (int Field, TokenList Tokens)[][] Checked(DocumentGroup group, IndexSchema schema)
    {
        int[] lastPositions = new int[schema.TextFields.Count];
        Array.Fill(lastPositions, -1);
        (int, TokenList)[][] documents = new (int, TokenList)[group.Documents.Count][];
        for (int i = 0; i < documents.Length; i++)
        {
            IndexDocument document = group.Documents[i];
            List<(int, TokenList)> fields = new(document.Fields.Count);
            foreach ((string name, IReadOnlyList<IndexToken> given) in document.Fields)
            {
                int field = schema.FieldNumber(name);
                TokenList tokens = TokenList.Of(given);
                CheckPositions(group.Key, name, tokens, ref lastPositions[field]);
                fields.Add((field, tokens));
            }

            documents[i] = [.. fields];
            foreach (string column in document.Keywords.Keys)
            {
                schema.ColumnNumber(column, ColumnKind.Keyword);
            }

            foreach (string column in document.Numbers.Keys)
            {
                schema.ColumnNumber(column, ColumnKind.Number);
            }
        }

        return documents;
    }

    private static void CheckPositions(string key, string field, TokenList tokens, ref int last)
    {
        if (tokens.Count == 0)
        {
            return;
        }

        if (tokens.Position(0) <= last)
        {
            throw new ArgumentException(
                $"Group '{key}', field '{field}': a document begins at position {tokens.Position(0)}, and the one before ends at {last}.",
                nameof(tokens)
            );
        }

        last = tokens.Position(0);
        for (int i = 1; i < tokens.Count; i++)
        {
            int position = tokens.Position(i);
            if (position < last)
            {
                throw new ArgumentException(
                    $"Group '{key}', field '{field}': position {position} stands after {last}.",
                    nameof(tokens)
                );
            }

            last = position;
        }
    }
}
