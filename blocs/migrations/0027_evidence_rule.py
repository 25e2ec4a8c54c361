from django.db import migrations, models


def carry_over(apps, schema_editor):
    apps.get_model("blocs", "BlocYear").objects.filter(evidence_required=False).update(evidence_rule="reminded")


def back(apps, schema_editor):
    years = apps.get_model("blocs", "BlocYear").objects
    years.exclude(evidence_rule="required").update(evidence_required=False)


class Migration(migrations.Migration):

    dependencies = [
        ('blocs', '0026_withdrawals'),
    ]

    operations = [
        migrations.AddField(
            model_name='blocyear',
            name='evidence_rule',
            field=models.CharField(choices=[('required', 'Chưa nộp được: bắt buộc có minh chứng'), ('explained', 'Nộp được nếu hội giải thích vì sao có điểm'), ('reminded', 'Chỉ nhắc, vẫn nộp được')], default='required', max_length=10, verbose_name='tiêu chí cần minh chứng mà thiếu'),
        ),
        migrations.RunPython(carry_over, back),
        migrations.RemoveField(
            model_name='blocyear',
            name='evidence_required',
        ),
    ]
