import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('books', '0001_books')]

    initial = True

    dependencies = [
        ('accounts', '0001_first_release'),
        ('indicators', '0001_first_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='Worker',
            fields=[
                ('name', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('started_at', models.DateTimeField()),
                ('beat_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'ผู้พิมพ์เบื้องหลัง',
            },
        ),
        migrations.CreateModel(
            name='PrintJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('kind', models.CharField(choices=[('agency', 'เล่มของหน่วยงาน'), ('city', 'เล่มรวมทุกหน่วยงาน'), ('blank', 'แบบฟอร์มเปล่า')], max_length=8)),
                ('shape', models.CharField(choices=[('book', 'รวมเป็นเล่มเดียว มีปก สารบัญ และเลขหน้าต่อเนื่อง'), ('separate', 'แยกไฟล์ PDF รายฉบับ ในไฟล์ ZIP เดียว')], max_length=8)),
                ('missing', models.CharField(choices=[('page', 'ใส่หน้าที่บอกว่ายังไม่มีเอกสาร'), ('skip', 'ข้าม')], max_length=4)),
                ('period', models.CharField(blank=True, max_length=8)),
                ('title', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('waiting', 'รอคิว'), ('printing', 'กำลังจัดหน้า'), ('joining', 'กำลังรวมเล่ม'), ('incomplete', 'มีฉบับที่จัดหน้าไม่สำเร็จ'), ('done', 'เสร็จแล้ว'), ('failed', 'รวมเล่มไม่สำเร็จ'), ('cancelled', 'ยกเลิกแล้ว')], default='waiting', max_length=10)),
                ('without_failed', models.BooleanField(default=False)),
                ('worker', models.CharField(blank=True, max_length=64)),
                ('failure', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('downloaded_at', models.DateTimeField(null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='print_jobs', to=settings.AUTH_USER_MODEL)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.fiscalyear')),
            ],
            options={
                'verbose_name': 'งานพิมพ์',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['owner', '-id'], name='print_job_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('kind', 'agency')), models.Q(models.Q(('kind', 'agency'), _negated=True), ('agency__isnull', True)), _connector='OR'), name='print_job_agency_of_its_kind'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='print_job_done_has_result')],
            },
        ),
        migrations.CreateModel(
            name='PrintJobItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=1200)),
                ('form', models.CharField(blank=True, max_length=20)),
                ('state', models.CharField(choices=[('waiting', 'รอคิว'), ('printing', 'กำลังจัดหน้า'), ('done', 'เสร็จแล้ว'), ('failed', 'ไม่สำเร็จ'), ('missing', 'ไม่มีเอกสาร')], default='waiting', max_length=8)),
                ('worker', models.CharField(blank=True, max_length=64)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.CharField(blank=True, max_length=300)),
                ('document', models.TextField(blank=True)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
                ('dossier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.dossier')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.storedfile')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='books.printjob')),
                ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.revision')),
            ],
            options={
                'verbose_name': 'ฉบับในงานพิมพ์',
                'ordering': ['job', 'position'],
                'indexes': [models.Index(fields=['revision', 'form', 'state'], name='print_job_item_revision')],
                'constraints': [models.UniqueConstraint(fields=('job', 'position'), name='print_job_item_place_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('file__isnull', False), ('pages__isnull', False)), _connector='OR'), name='print_job_item_done')],
            },
        ),
    ]
